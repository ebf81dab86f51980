import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { WheelPin } from '../src/wheels.js';
import { python } from './python.js';

const program = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as wheel:
    def write(name, text, mode=0o644):
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        wheel.writestr(entry, text)
    write('tensorflow/libtensorflow_cc.so.2', 'cc')
    write('tensorflow/libtensorflow_framework.so.2', 'framework')
    write('tensorflow/python/big.so', 'not needed')
    write('tensorflow/include/tensorflow/c/c_api.h', 'header')
    write('tensorflow/include/Eigen/Core.h', 'not needed')
    write('nvidia/cuda_nvcc/bin/ptxas', 'program', 0o755)
    write('nvidia/cublas/lib/libcublas.so.12', 'cublas')
    write('nvidia/cublas/include/cublas.h', 'not needed')
    write('nvidia/cublas/__init__.py', 'not needed')
    write('tiny_tensorflow-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: tiny-tensorflow\\nVersion: 1.0\\n')
    write('tiny_tensorflow-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: false\\nTag: py3-none-any\\n')
    write('tiny_tensorflow-1.0.dist-info/RECORD', '')
`;

/** Writes a wheel that looks like TensorFlow's, a few hundred bytes long, and its pin. */
export function tinyWheel(folder: string): { file: string; pin: WheelPin } {
  const file = join(folder, 'tiny_tensorflow-1.0-py3-none-any.whl');
  python(program, file);
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  const sizes = { bytes: statSync(file).size, unpackedBytes: 24 };
  return { file, pin: { name: 'tiny-tensorflow', version: '1.0', platform: 'any', sha256, ...sizes } };
}
