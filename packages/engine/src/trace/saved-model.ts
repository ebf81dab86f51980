/// <reference path="./google-protobuf.d.ts" />
import protobuf from 'google-protobuf';

type BinaryWriter = InstanceType<typeof protobuf.BinaryWriter>;

/** A constant's elements, in the machine's byte order. */
export interface GraphConstant {
  dtype: number;
  shape: readonly number[];
  bytes: Uint8Array;
}

/** The value of one attribute of a node, tagged by its kind. */
export type GraphAttribute =
  | { type: number }
  | { int: number }
  | { ints: readonly number[] }
  | { float: number }
  | { floats: readonly number[] }
  | { bool: boolean }
  | { bools: readonly boolean[] }
  | { string: string }
  | { shape: readonly number[] }
  | { tensor: GraphConstant };

/** One node of a TensorFlow graph. An input is `name`, `name:output`, or `^name` to come after it. */
export interface GraphNode {
  name: string;
  op: string;
  inputs: readonly string[];
  attributes: Record<string, GraphAttribute>;
}

const producer = 1087; // the graph version of TensorFlow 2.9, which tfjs-node's kernels were written for

/** The bytes of a `saved_model.pb` with this graph, tagged `serve`. Field numbers are those of TensorFlow's .proto files. */
export function encodeSavedModel(nodes: readonly GraphNode[]): Uint8Array {
  const writer = new protobuf.BinaryWriter();
  writer.writeInt64(1, 1); // SavedModel.saved_model_schema_version
  writer.writeMessage(2, nodes, writeMetaGraph); // .meta_graphs
  return writer.getResultBuffer();
}

function writeMetaGraph(nodes: readonly GraphNode[], writer: BinaryWriter): void {
  writer.writeMessage(1, 'serve', (tag, info) => info.writeString(4, tag)); // MetaGraphDef.meta_info_def.tags
  writer.writeMessage(2, nodes, (all, graph) => {
    for (const node of all) graph.writeMessage(1, node, writeNode); // GraphDef.node
    graph.writeMessage(4, producer, (version, versions) => versions.writeInt32(1, version)); // .versions.producer
  });
}

function writeNode({ name, op, inputs, attributes }: GraphNode, writer: BinaryWriter): void {
  writer.writeString(1, name);
  writer.writeString(2, op);
  for (const input of inputs) writer.writeString(3, input);
  for (const attribute of Object.entries(attributes)) {
    writer.writeMessage(5, attribute, ([key, value], entry) => {
      entry.writeString(1, key);
      entry.writeMessage(2, value, writeAttribute);
    });
  }
}

function writeAttribute(value: GraphAttribute, writer: BinaryWriter): void {
  if ('type' in value) writer.writeEnum(6, value.type);
  else if ('int' in value) writer.writeInt64(3, value.int);
  else if ('float' in value) writer.writeFloat(4, value.float);
  else if ('bool' in value) writer.writeBool(5, value.bool);
  else if ('string' in value) writer.writeString(2, value.string);
  else if ('shape' in value) writer.writeMessage(7, value.shape, writeShape);
  else if ('tensor' in value) writer.writeMessage(8, value.tensor, writeConstant);
  else writer.writeMessage(1, value, writeList);
}

type ListAttribute = Extract<GraphAttribute, { ints: unknown } | { floats: unknown } | { bools: unknown }>;

function writeList(value: ListAttribute, writer: BinaryWriter): void {
  if ('ints' in value) writer.writePackedInt64(3, value.ints);
  else if ('floats' in value) writer.writePackedFloat(4, value.floats);
  else writer.writePackedBool(5, value.bools);
}

function writeShape(shape: readonly number[], writer: BinaryWriter): void {
  for (const size of shape) writer.writeMessage(2, size, (value, dimension) => dimension.writeInt64(1, value));
}

function writeConstant({ dtype, shape, bytes }: GraphConstant, writer: BinaryWriter): void {
  writer.writeEnum(1, dtype);
  writer.writeMessage(2, shape, writeShape);
  writer.writeBytes(4, bytes);
}
