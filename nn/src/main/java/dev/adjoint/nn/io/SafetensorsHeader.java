package dev.adjoint.nn.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file: {@code {"__metadata__": {name: text}, name: {"dtype": "F32", "shape": [2, 3],
 * "data_offsets": [0, 24]}}}.
 *
 * @param entries in the order of their elements
 * @param metadata free text by name
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
    /** The longest header that is read, as in the format's own library. */
    static final int LONGEST = 100_000_000;

    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** One tensor: the bytes from {@code start} to {@code end} behind the header. */
    record Entry(String name, Encoding encoding, Shape shape, long start, long end) {}

    /** Returns the header for tensors that follow in order, padded with spaces to a multiple of 8 bytes. */
    static byte[] write(Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("safetensors: a tensor must not have the name " + METADATA);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(METADATA);
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long start = 0;
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
                Tensor tensor = entry.getValue();
                Encoding encoding = Encoding.of(tensor.dtype());
                long end = start + (long) tensor.size() * encoding.bytes();
                json.writeObjectFieldStart(entry.getKey());
                json.writeStringField("dtype", encoding.name());
                json.writeFieldName("shape");
                json.writeArray(tensor.shape().dims(), 0, tensor.rank());
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {start, end}, 0, 2);
                json.writeEndObject();
                start = end;
            }
            json.writeEndObject();
        }
        byte[] header = bytes.toByteArray();
        byte[] padded = Arrays.copyOf(header, (header.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, header.length, padded.length, (byte) ' ');
        return padded;
    }

    /**
     * Reads a header.
     *
     * @param available the number of bytes behind it
     * @throws MalformedFileException if it does not follow the format
     */
    static SafetensorsHeader read(byte[] header, long available) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(header)) {
            expect(json.nextToken(), JsonToken.START_OBJECT, "the header");
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                expect(json.nextToken(), JsonToken.START_OBJECT, name);
                if (name.equals(METADATA)) {
                    readMetadata(json, metadata);
                } else {
                    entries.add(readEntry(json, name));
                }
            }
            if (json.nextToken() != null) {
                throw new MalformedFileException("something follows the header's last brace");
            }
        } catch (JsonProcessingException e) {
            throw new MalformedFileException("the header is no JSON: " + e.getOriginalMessage());
        }
        entries.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
        checkPlaces(entries, available);
        return new SafetensorsHeader(entries, metadata);
    }

    private static void readMetadata(JsonParser json, Map<String, String> metadata) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, METADATA + " " + name);
            metadata.put(name, json.getText());
        }
    }

    private static Entry readEntry(JsonParser json, String name) throws IOException {
        Encoding encoding = null;
        long[] shape = null;
        long[] places = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "dtype" -> {
                    expect(value, JsonToken.VALUE_STRING, name + " dtype");
                    encoding = Encoding.named(json.getText());
                    if (encoding == null) {
                        throw new MalformedFileException(name + ": expected a type among "
                                + Arrays.toString(Encoding.values()) + ", got " + json.getText());
                    }
                }
                case "shape" -> shape = readCounts(json, value, name + " shape");
                case "data_offsets" -> places = readCounts(json, value, name + " data_offsets");
                default -> throw new MalformedFileException(name + ": unknown field " + field);
            }
        }
        if (encoding == null || shape == null || places == null || places.length != 2) {
            throw new MalformedFileException(name + ": expected dtype, shape and two data_offsets");
        }
        Shape checked = checkedShape(name, shape);
        if (places[1] - places[0] != (long) checked.size() * encoding.bytes()) {
            throw new MalformedFileException(name + ": " + encoding + " " + checked + " has "
                    + (long) checked.size() * encoding.bytes() + " bytes, data_offsets are " + places[0] + " and "
                    + places[1]);
        }
        return new Entry(name, encoding, checked, places[0], places[1]);
    }

    private static long[] readCounts(JsonParser json, JsonToken start, String what) throws IOException {
        expect(start, JsonToken.START_ARRAY, what);
        List<Long> counts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, what);
            long count = json.getLongValue();
            if (count < 0) {
                throw new MalformedFileException(what + ": expected numbers >= 0, got " + count);
            }
            counts.add(count);
        }
        return counts.stream().mapToLong(Long::longValue).toArray();
    }

    private static Shape checkedShape(String name, long[] dims) throws MalformedFileException {
        try {
            return Shape.of(Arrays.stream(dims).mapToInt(Math::toIntExact).toArray());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new MalformedFileException(name + ": the shape " + Arrays.toString(dims) + " is too large");
        }
    }

    private static void checkPlaces(List<Entry> entries, long available) throws MalformedFileException {
        long end = 0;
        for (Entry entry : entries) {
            if (entry.start != end) {
                throw new MalformedFileException(entry.name + ": expected its bytes to start at " + end
                        + ", where those before end, got " + entry.start);
            }
            end = entry.end;
        }
        if (end != available) {
            throw new MalformedFileException("the header speaks of " + end + " bytes, the file has " + available);
        }
    }

    private static void expect(@Nullable JsonToken got, JsonToken want, String what) throws MalformedFileException {
        if (got != want) {
            throw new MalformedFileException(what + ": expected " + want + ", got " + got);
        }
    }
}
