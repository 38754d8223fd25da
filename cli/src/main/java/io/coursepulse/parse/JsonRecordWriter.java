package io.coursepulse.parse;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.visit.LineRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes records as JSON lines in UTF-8; each object has all keys, with null for unknown values. */
final class JsonRecordWriter implements AutoCloseable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    private final JsonGenerator json;

    /** Buffers output to {@code out} until it is closed, and leaves {@code out} open. */
    JsonRecordWriter(OutputStream out) {
        try {
            json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    /** Throws {@link UncheckedIOException} if it cannot be written. */
    void write(LineRecord line) {
        try {
            writeObject(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeObject(LineRecord line) throws IOException {
        json.writeStartObject();
        json.writeStringField("ip", line.ip());
        json.writeStringField("time", line.time() == null ? null : TIME.format(line.time()));
        json.writeStringField("method", line.method());
        json.writeStringField("path", line.path());
        json.writeStringField("course", line.course());
        json.writeFieldName("status");
        if (line.status() == null) {
            json.writeNull();
        } else {
            json.writeNumber(line.status());
        }
        json.writeStringField("referrer", line.referrer());
        for (Dimension dimension : Dimension.values()) {
            if (dimension.hasValue()) {
                json.writeStringField(dimension.key(), line.values().get(dimension));
            }
        }
        json.writeStringField("outcome", name(line.outcome()));
        json.writeStringField("reason", line.reason() == null ? null : name(line.reason()));
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** The ledger's spelling. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
