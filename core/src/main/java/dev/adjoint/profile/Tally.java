package dev.adjoint.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums by name, forward and backward apart. */
final class Tally {
    private final Map<String, Sums> sums = new LinkedHashMap<>();

    private static final class Sums {
        Profile.Pass forward = Profile.Pass.NONE;
        Profile.Pass backward = Profile.Pass.NONE;
    }

    void add(String name, Span span, long bytes) {
        Sums of = sums.computeIfAbsent(name, n -> new Sums());
        Profile.Pass pass = new Profile.Pass(1, span.nanos(), bytes);
        if (span.backward()) {
            of.backward = of.backward.plus(pass);
        } else {
            of.forward = of.forward.plus(pass);
        }
    }

    void clear() {
        sums.clear();
    }

    Profile profile(String title) {
        List<Profile.Row> rows = new ArrayList<>();
        sums.forEach((name, of) -> rows.add(new Profile.Row(name, of.forward, of.backward)));
        return new Profile(title, rows);
    }
}
