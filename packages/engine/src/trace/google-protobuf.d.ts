declare module 'google-protobuf' {
  /** Writes protocol buffers field by field; `writeMessage` calls back with the same writer. */
  class BinaryWriter {
    writeInt32(field: number, value: number): void;
    writeInt64(field: number, value: number): void;
    writeFloat(field: number, value: number): void;
    writeBool(field: number, value: boolean): void;
    writeEnum(field: number, value: number): void;
    writeString(field: number, value: string): void;
    writeBytes(field: number, value: Uint8Array): void;
    writePackedInt64(field: number, values: readonly number[]): void;
    writePackedFloat(field: number, values: readonly number[]): void;
    writePackedBool(field: number, values: readonly boolean[]): void;
    writeMessage<T>(field: number, value: T, write: (value: T, writer: BinaryWriter) => void): void;
    getResultBuffer(): Uint8Array;
  }
  const protobuf: { BinaryWriter: typeof BinaryWriter };
  export = protobuf;
}
