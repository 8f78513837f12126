package dev.adjoint.examples.toys.data;

import dev.adjoint.DType;
import dev.adjoint.Tensor;

/**
 * Grey images and the class of each.
 *
 * @param images {@code [count, rows, columns]}, {@code FLOAT32}, from 0 for paper to 1 for ink
 * @param labels {@code [count]}, {@code INT64}, from 0 to {@link #CLASSES} − 1
 */
public record LabelledImages(Tensor images, Tensor labels) {
    /** The number of classes: ten digits, or ten kinds of clothes. */
    public static final int CLASSES = 10;

    /** @throws IllegalArgumentException if shapes or types are others, or there is not one label an image */
    public LabelledImages {
        if (images.rank() != 3 || images.dtype() != DType.FLOAT32) {
            throw new IllegalArgumentException(
                    "images: expected FLOAT32 [count, rows, columns], got " + images.dtype() + " " + images.shape());
        }
        if (labels.rank() != 1 || labels.dtype() != DType.INT64 || labels.size() != images.size(0)) {
            throw new IllegalArgumentException("labels: expected INT64 [" + images.size(0) + "], one an image, got "
                    + labels.dtype() + " " + labels.shape());
        }
    }

    /** Returns the number of images. */
    public int count() {
        return images.size(0);
    }

    /** Returns the number of rows of pixels. */
    public int rows() {
        return images.size(1);
    }

    /** Returns the number of pixels in a row. */
    public int columns() {
        return images.size(2);
    }

    /** Returns the images with the given indices, {@code INT64}, in that order. */
    public LabelledImages select(Tensor indices) {
        return new LabelledImages(images.indexSelect(0, indices), labels.indexSelect(0, indices));
    }

    /** Returns a part to train on, drawn by the thread's random stream, and the rest to test on. */
    public TrainTest split(int trainCount) {
        Tensor order = Tensor.randperm(count());
        return new TrainTest(select(order.slice(0, 0, trainCount)), select(order.slice(0, trainCount, count())));
    }
}
