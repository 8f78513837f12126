package dev.adjoint.nn.data;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** The batches of an epoch, from where it stands, each made when it is asked for. */
class EpochIterator implements Iterator<Batch> {
    private final Dataset dataset;
    private final Epoch epoch;
    private final int batchSize;
    private final boolean dropLast;

    EpochIterator(Dataset dataset, Epoch epoch, int batchSize, boolean dropLast) {
        this.dataset = dataset;
        this.epoch = epoch;
        this.batchSize = batchSize;
        this.dropLast = dropLast;
    }

    @Override
    public final boolean hasNext() {
        boolean more = count(epoch.next()) > 0;
        if (!more) {
            epoch.finish();
        }
        return more;
    }

    /** Makes a batch; if that fails, the epoch stays where it is. */
    @Override
    public final Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("DataLoader: the epoch is over");
        }
        Batch batch = take(epoch.next());
        epoch.advance(count(epoch.next()));
        return batch;
    }

    /** Returns the batch that starts at a place in the order: the next one. */
    Batch take(int from) {
        return make(from);
    }

    final Batch make(int from) {
        return dataset.batch(epoch.rows(from, count(from)));
    }

    /** Returns the number of samples in the batch that starts at a place in the order; 0 if there is none. */
    final int count(int from) {
        int left = epoch.left(from);
        return left < batchSize && dropLast ? 0 : Math.min(left, batchSize);
    }
}
