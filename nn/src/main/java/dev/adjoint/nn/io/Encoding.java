package dev.adjoint.nn.io;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a safetensors file encodes elements, little-endian, and the type of tensor that they are read as. */
enum Encoding {
    F32(DType.FLOAT32, 4),
    F64(DType.FLOAT64, 8),
    I64(DType.INT64, 8),
    BOOL(DType.BOOL, 1),
    F16(DType.FLOAT32, 2),
    BF16(DType.FLOAT32, 2),
    I32(DType.INT64, 4),
    U32(DType.INT64, 4),
    I16(DType.INT64, 2),
    U16(DType.INT64, 2),
    I8(DType.INT64, 1),
    U8(DType.INT64, 1);

    private final DType dtype;
    private final int bytes;

    Encoding(DType dtype, int bytes) {
        this.dtype = dtype;
        this.bytes = bytes;
    }

    /** Returns how tensors of a type are written. */
    static Encoding of(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> F32;
            case FLOAT64 -> F64;
            case INT64 -> I64;
            case BOOL -> BOOL;
        };
    }

    /** Returns the encoding of that name, or null. */
    static @Nullable Encoding named(String name) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns the number of bytes of an element. */
    int bytes() {
        return bytes;
    }

    /** Writes the elements of a tensor in row-major order. */
    static void write(DataOutput out, Tensor tensor) throws IOException {
        switch (tensor.dtype()) {
            case FLOAT32 -> {
                for (float value : tensor.toFloatArray()) {
                    out.writeInt(Integer.reverseBytes(Float.floatToRawIntBits(value)));
                }
            }
            case FLOAT64 -> {
                for (double value : tensor.toDoubleArray()) {
                    out.writeLong(Long.reverseBytes(Double.doubleToRawLongBits(value)));
                }
            }
            case INT64 -> {
                for (long value : tensor.toLongArray()) {
                    out.writeLong(Long.reverseBytes(value));
                }
            }
            case BOOL -> {
                for (boolean value : tensor.toBooleanArray()) {
                    out.writeByte(value ? 1 : 0);
                }
            }
        }
    }

    /** Reads as many elements as the shape has. */
    Tensor read(DataInput in, Shape shape) throws IOException {
        int n = shape.size();
        return switch (dtype) {
            case FLOAT32 -> {
                float[] values = new float[n];
                for (int i = 0; i < n; i++) {
                    values[i] = readFloat(in);
                }
                yield Tensor.wrap(values, shape);
            }
            case FLOAT64 -> {
                double[] values = new double[n];
                for (int i = 0; i < n; i++) {
                    values[i] = Double.longBitsToDouble(readInteger(in));
                }
                yield Tensor.wrap(values, shape);
            }
            case INT64 -> {
                long[] values = new long[n];
                for (int i = 0; i < n; i++) {
                    values[i] = readInteger(in);
                }
                yield Tensor.wrap(values, shape);
            }
            case BOOL -> {
                boolean[] values = new boolean[n];
                for (int i = 0; i < n; i++) {
                    values[i] = in.readByte() != 0;
                }
                yield Tensor.wrap(values, shape);
            }
        };
    }

    private float readFloat(DataInput in) throws IOException {
        return switch (this) {
            case F16 -> fromHalf((int) readInteger(in));
            case BF16 -> Float.intBitsToFloat((int) readInteger(in) << 16);
            default -> Float.intBitsToFloat((int) readInteger(in));
        };
    }

    private long readInteger(DataInput in) throws IOException {
        boolean signed = this == I32 || this == I16 || this == I8;
        return switch (bytes) {
            case 8 -> Long.reverseBytes(in.readLong());
            case 4 -> {
                int value = Integer.reverseBytes(in.readInt());
                yield signed ? value : Integer.toUnsignedLong(value);
            }
            case 2 -> {
                short value = Short.reverseBytes(in.readShort());
                yield signed ? value : Short.toUnsignedLong(value);
            }
            default -> signed ? in.readByte() : in.readUnsignedByte();
        };
    }

    /** Returns the number with the given bits of IEEE 754 half precision: 1 of sign, 5 of exponent, 10 of fraction. */
    private static float fromHalf(int bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        int sign = (bits & 0x8000) << 16;
        float magnitude;
        if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else if (exponent == 0x1f) {
            magnitude = Float.intBitsToFloat(0x7f800000 | fraction << 13);
        } else {
            magnitude = Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        }
        return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | sign);
    }
}
