package dev.adjoint.nn.conformance;

import dev.adjoint.Tensor;
import dev.adjoint.nn.AttentionMasks;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.MultiheadAttention;
import dev.adjoint.nn.RecurrentOptions;
import dev.adjoint.nn.Rnn;
import dev.adjoint.nn.TransformerEncoderLayer;
import dev.adjoint.nn.TransformerOptions;
import java.util.List;
import java.util.Locale;

/** Recurrent layers, attention and transformers. */
final class RecurrentModules {
    private RecurrentModules() {}

    static void addTo(ModuleTable table) {
        table.add(
                "RNN",
                (at, rng, dtype) -> new Rnn(
                        at.integer("input_size"), at.integer("hidden_size"), nonlinearity(at), options(at), rng, dtype),
                (rnn, in, call) -> {
                    Rnn.Result result =
                            in.has("h0") ? rnn.run(in.get("input"), in.get("h0")) : rnn.run(in.get("input"));
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
                    Gru.Result result =
                            in.has("h0") ? gru.run(in.get("input"), in.get("h0")) : gru.run(in.get("input"));
                    return List.of(result.output(), result.hidden());
                });
        table.add(
                "MultiheadAttention",
                (at, rng, dtype) -> new MultiheadAttention(
                        at.integer("embed_dim"),
                        at.integer("num_heads"),
                        number(at, "dropout", 0),
                        at.flag("bias", true),
                        at.flag("batch_first", false),
                        rng,
                        dtype),
                RecurrentModules::attention);
        table.add(
                "TransformerEncoderLayer",
                (at, rng, dtype) -> new TransformerEncoderLayer(
                        at.integer("d_model"), at.integer("nhead"), transformerOptions(at), rng, dtype),
                (layer, in, call) -> List.of(layer.apply(in.get("input"), masks(in, call))));
    }

    private static List<Tensor> attention(MultiheadAttention attention, Inputs in, Attributes call) {
        Tensor x = in.get("input");
        boolean needWeights = call.flag("need_weights", false);
        MultiheadAttention.Result result = attention.attend(x, x, x, masks(in, call), needWeights);
        return result.weights() == null ? List.of(result.output()) : List.of(result.output(), result.weights());
    }

    private static AttentionMasks masks(Inputs in, Attributes call) {
        return new AttentionMasks(
                in.optional("attn_mask"), in.optional("key_padding_mask"), call.flag("causal", false));
    }

    private static TransformerOptions transformerOptions(Attributes at) {
        boolean gelu = at.has("activation") && at.text("activation").equals("gelu");
        return new TransformerOptions(
                at.integer("dim_feedforward", 2048),
                number(at, "dropout", 0.1),
                () -> gelu ? Tensor::gelu : Tensor::relu,
                number(at, "layer_norm_eps", 1e-5),
                at.flag("batch_first", false),
                at.flag("norm_first", false),
                at.flag("bias", true));
    }

    private static double number(Attributes at, String name, double ifAbsent) {
        return at.has(name) ? at.number(name) : ifAbsent;
    }

    private static List<Tensor> lstm(Lstm lstm, Inputs in, Attributes call) {
        Lstm.Result result =
                in.has("h0") ? lstm.run(in.get("input"), in.get("h0"), in.get("c0")) : lstm.run(in.get("input"));
        return List.of(result.output(), result.hidden(), result.cell());
    }

    private static Rnn.Nonlinearity nonlinearity(Attributes at) {
        return at.has("nonlinearity")
                ? Rnn.Nonlinearity.valueOf(at.text("nonlinearity").toUpperCase(Locale.ROOT))
                : Rnn.Nonlinearity.TANH;
    }

    private static RecurrentOptions options(Attributes at) {
        return new RecurrentOptions(
                at.integer("num_layers", 1),
                at.flag("bias", true),
                at.flag("batch_first", false),
                number(at, "dropout", 0),
                at.flag("bidirectional", false));
    }
}
