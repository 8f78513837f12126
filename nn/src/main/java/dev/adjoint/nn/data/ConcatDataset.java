package dev.adjoint.nn.data;

import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Data sets one after the other. */
public final class ConcatDataset implements Dataset {
    private final List<Dataset> parts;

    /** Where part p starts; the last entry is the end of all. */
    private final int[] starts;

    /** @throws IllegalArgumentException if there are no parts, or more samples than an {@code int} counts */
    public ConcatDataset(Dataset... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("ConcatDataset: takes at least 1 data set");
        }
        this.parts = List.of(parts);
        starts = new int[parts.length + 1];
        for (int p = 0; p < parts.length; p++) {
            long end = (long) starts[p] + parts[p].size();
            if (end > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "ConcatDataset: takes at most " + Integer.MAX_VALUE + " samples, got " + end + " or more");
            }
            starts[p + 1] = (int) end;
        }
    }

    @Override
    public int size() {
        return starts[parts.size()];
    }

    @Override
    public Sample get(int index) {
        int p = part(index);
        return parts.get(p).get(index - starts[p]);
    }

    /** Asks each part once, joins what they return, and puts it in order. */
    @Override
    public Batch batch(long... indices) {
        int[] owners = Arrays.stream(indices).mapToInt(this::part).toArray();
        List<Batch> pieces = new ArrayList<>();
        long[] places = new long[indices.length];
        long filled = 0;
        for (int p = 0; p < parts.size(); p++) {
            long[] own = new long[indices.length];
            int count = 0;
            for (int i = 0; i < indices.length; i++) {
                if (owners[i] == p) {
                    own[count] = indices[i] - starts[p];
                    places[i] = filled + count++;
                }
            }
            if (count > 0) {
                pieces.add(parts.get(p).batch(Arrays.copyOf(own, count)));
                filled += count;
            }
        }
        return pieces.size() == 1
                ? pieces.get(0)
                : new Batch(inOrder(pieces, Batch::inputs, places), inOrder(pieces, Batch::targets, places));
    }

    private static Tensor inOrder(List<Batch> pieces, Function<Batch, Tensor> side, long[] places) {
        Tensor joined = Tensor.concat(0, pieces.stream().map(side).toArray(Tensor[]::new));
        return joined.indexSelect(0, Tensor.of(places));
    }

    /** Returns the part that an index falls in. */
    private int part(long index) {
        int known = Indices.checked("ConcatDataset", index, size());
        int p = 0;
        while (known >= starts[p + 1]) {
            p++;
        }
        return p;
    }
}
