package dev.adjoint.nn;

import dev.adjoint.Tensor;
import java.util.Iterator;
import java.util.List;

/** Layers run one after the other, named {@code 0}, {@code 1}, and so on. */
public final class Sequential extends Layer implements Iterable<Layer> {
    private final List<Layer> layers;

    /** Makes the chain; without layers it returns its input. */
    public Sequential(Layer... layers) {
        this.layers = List.of(layers);
        for (int i = 0; i < layers.length; i++) {
            child(Integer.toString(i), layers[i]);
        }
    }

    @Override
    protected Tensor forward(Tensor x) {
        Tensor y = x;
        for (Layer layer : layers) {
            y = layer.apply(y);
        }
        return y;
    }

    /**
     * Returns the layer at a place.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Layer get(int i) {
        return layers.get(i);
    }

    /** Returns the number of layers. */
    public int size() {
        return layers.size();
    }

    @Override
    public Iterator<Layer> iterator() {
        return layers.iterator();
    }
}
