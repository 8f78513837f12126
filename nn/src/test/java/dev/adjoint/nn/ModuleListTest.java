package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import org.junit.jupiter.api.Test;

class ModuleListTest {
    @Test
    void registersByPlace() {
        ModuleList<Layer> list = new ModuleList<>(new Linear(2, 3), new Relu());
        Layer last = list.append(new Linear(3, 1, false));

        assertThat(list.size()).isEqualTo(3);
        assertThat(list.get(2)).isSameAs(last);
        assertThat(list.namedParameters().keySet()).containsExactly("0.weight", "0.bias", "2.weight");
        assertThat((Iterable<Layer>) list).containsExactly(list.get(0), list.get(1), last);
    }

    @Test
    void cannotBeChangedThroughItsIterator() {
        Iterator<Layer> iterator = new ModuleList<Layer>(new Relu()).iterator();
        iterator.next();
        assertThatThrownBy(iterator::remove).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void printsEqualNeighboursOnce() {
        ModuleList<Layer> list = new ModuleList<>(
                new Tanh(), new Linear(2, 3), new Linear(2, 3), new Sequential(new Relu()), new Sequential(new Relu()));
        assertThat(list).hasToString("""
                ModuleList(
                  (0): Tanh()
                  (1-2): 2 x Linear(in_features=2, out_features=3, bias=True)
                  (3-4): 2 x Sequential(
                    (0): ReLU()
                  )
                )""");
        assertThat(new ModuleList<Layer>()).hasToString("ModuleList()");
    }
}
