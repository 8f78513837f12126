package dev.adjoint.nn.conformance;

import dev.adjoint.Tensor;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.RecurrentOptions;
import dev.adjoint.nn.Rnn;
import dev.adjoint.op.RnnOp.Nonlinearity;
import java.util.List;
import java.util.Locale;

/** Recurrent layers. */
final class RecurrentModules {
    private RecurrentModules() {}

    static void addTo(ModuleTable table) {
        table.add(
                "RNN",
                (at, rng, dtype) -> new Rnn(
                        at.integer("input_size"), at.integer("hidden_size"), nonlinearity(at), options(at), rng, dtype),
                (rnn, in, call) -> {
                    Rnn.Result result = in.has("h0") ? rnn.run(in.get("input"), in.get("h0")) : rnn.run(in.get("input"));
                    return List.of(result.output(), result.hidden());
                });
        table.add(
                "LSTM",
                (at, rng, dtype) ->
                        new Lstm(at.integer("input_size"), at.integer("hidden_size"), options(at), rng, dtype),
                RecurrentModules::lstm);
        table.add(
                "GRU",
                (at, rng, dtype) ->
                        new Gru(at.integer("input_size"), at.integer("hidden_size"), options(at), rng, dtype),
                (gru, in, call) -> {
                    Gru.Result result = in.has("h0") ? gru.run(in.get("input"), in.get("h0")) : gru.run(in.get("input"));
                    return List.of(result.output(), result.hidden());
                });
    }

    private static List<Tensor> lstm(Lstm lstm, Inputs in, Attributes call) {
        Lstm.Result result = in.has("h0")
                ? lstm.run(in.get("input"), in.get("h0"), in.get("c0"))
                : lstm.run(in.get("input"));
        return List.of(result.output(), result.hidden(), result.cell());
    }

    private static Nonlinearity nonlinearity(Attributes at) {
        return at.has("nonlinearity")
                ? Nonlinearity.valueOf(at.text("nonlinearity").toUpperCase(Locale.ROOT))
                : Nonlinearity.TANH;
    }

    private static RecurrentOptions options(Attributes at) {
        return new RecurrentOptions(
                at.integer("num_layers", 1),
                !at.has("bias") || at.flag("bias"),
                at.has("batch_first") && at.flag("batch_first"),
                at.has("dropout") ? at.number("dropout") : 0,
                at.has("bidirectional") && at.flag("bidirectional"));
    }
}
