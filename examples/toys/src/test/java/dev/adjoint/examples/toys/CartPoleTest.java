package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Rng;
import org.junit.jupiter.api.Test;

class CartPoleTest {
    /**
     * At rest a push F turns the pole by −(F/1.1) / (0.5·(4/3 − 0.1/1.1)) = −F·1.463415 rad/s² and moves the cart by
     * F/1.1 − 0.05·turn/1.1 = F·0.975610 m/s², for 0.02 s; places follow a step later.
     */
    @Test
    void pushesFromRest() {
        CartPole rest = new CartPole(0, 0, 0, 0);
        assertState(rest.push(true), 0, 0.1951219512, 0, -0.2926829268);
        assertState(rest.push(false), 0, -0.1951219512, 0, 0.2926829268);
        assertThat(rest.push(true).push(true).x()).isCloseTo(0.02 * 0.1951219512, within(1e-10));
        assertThat(rest.push(true).push(true).angle()).isCloseTo(-0.02 * 0.2926829268, within(1e-10));
    }

    /**
     * With sin 0.05 = 0.04997917 and cos 0.05 = 0.99875026: pull (−10 + 0.05·0.09·sin)/1.1 = −9.09070463, turn (9.8·sin
     * − cos·pull) / (0.5·(4/3 − 0.1·cos²/1.1)) = 15.40116568, acceleration pull − 0.05·turn·cos/1.1 = −9.78988273.
     */
    @Test
    void pushesInMotion() {
        CartPole next = new CartPole(0.1, -0.2, 0.05, 0.3).push(false);
        assertState(next, 0.1 - 0.02 * 0.2, -0.2 - 0.02 * 9.78988273, 0.05 + 0.02 * 0.3, 0.3 + 0.02 * 15.40116568);
    }

    @Test
    void mirroredPushesMirrorEachOther() {
        CartPole right = new CartPole(0.1, -0.2, 0.05, 0.3).push(true);
        CartPole left = new CartPole(-0.1, 0.2, -0.05, -0.3).push(false);
        assertState(left, -right.x(), -right.speed(), -right.angle(), -right.turning());
    }

    @Test
    void failsBeyondTwelveDegreesAndTheEndsOfTheTrack() {
        double limit = 12 * Math.PI / 180;
        assertThat(new CartPole(2.4, 0, limit, 0).failed()).isFalse();
        assertThat(new CartPole(-2.4, 9, -limit, 9).failed()).isFalse();
        assertThat(new CartPole(2.41, 0, 0, 0).failed()).isTrue();
        assertThat(new CartPole(-2.41, 0, 0, 0).failed()).isTrue();
        assertThat(new CartPole(0, 0, 1.01 * limit, 0).failed()).isTrue();
        assertThat(new CartPole(0, 0, -1.01 * limit, 0).failed()).isTrue();
    }

    @Test
    void startsNearTheMiddle() {
        Rng rng = new Rng(1);
        for (int i = 0; i < 100; i++) {
            for (float feature : CartPole.start(rng).features()) {
                assertThat(feature).isBetween(-0.05f, 0.05f);
            }
        }
        assertThat(CartPole.start(rng)).isNotEqualTo(CartPole.start(rng));
    }

    private static void assertState(CartPole state, double x, double speed, double angle, double turning) {
        assertThat(state.x()).isCloseTo(x, within(1e-9));
        assertThat(state.speed()).isCloseTo(speed, within(1e-9));
        assertThat(state.angle()).isCloseTo(angle, within(1e-9));
        assertThat(state.turning()).isCloseTo(turning, within(1e-9));
    }
}
