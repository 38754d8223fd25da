package io.coursepulse.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * JSON of messages. Types are checked strictly, so that a number written as a string is rejected here and does not
 * become a wrong count; fields that a newer version may have added are ignored. All methods throw {@link
 * IllegalArgumentException} with the name of the field.
 */
final class MessageJson {

    private static final ObjectReader OBJECTS = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private MessageJson() {}

    static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The JSON object in a record's value, which is null in a record that deletes a key. */
    static JsonNode parse(byte[] value) {
        if (value == null) {
            throw new IllegalArgumentException("the record has no value");
        }
        try {
            JsonNode node = OBJECTS.readTree(value);
            if (!node.isObject()) {
                throw new IllegalArgumentException("the value is not a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the value is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    static String text(JsonNode object, String name) {
        JsonNode node = object.path(name);
        if (!node.isTextual()) {
            throw invalid(name, "a text", node);
        }
        return node.textValue();
    }

    static String text(JsonNode object, String name, String defaultValue) {
        return object.has(name) ? text(object, name) : defaultValue;
    }

    static long number(JsonNode object, String name) {
        JsonNode node = object.path(name);
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw invalid(name, "a whole number", node);
        }
        return node.longValue();
    }

    static long number(JsonNode object, String name, long defaultValue) {
        return object.has(name) ? number(object, name) : defaultValue;
    }

    static int partition(JsonNode object, String name) {
        JsonNode node = object.path(name);
        if (!node.isInt() || node.intValue() < 0) {
            throw invalid(name, "the number of a partition", node);
        }
        return node.intValue();
    }

    static boolean flag(JsonNode object, String name, boolean defaultValue) {
        JsonNode node = object.path(name);
        if (node.isMissingNode()) {
            return defaultValue;
        }
        if (!node.isBoolean()) {
            throw invalid(name, "true or false", node);
        }
        return node.booleanValue();
    }

    /** A list; empty if it is missing. */
    static Iterable<JsonNode> list(JsonNode object, String name) {
        JsonNode node = object.path(name);
        if (!node.isMissingNode() && !node.isArray()) {
            throw invalid(name, "a list", node);
        }
        return node;
    }

    static Instant time(JsonNode object, String name) {
        try {
            return Instant.parse(text(object, name));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + name + "\" is not a time in ISO 8601: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException invalid(String name, String expected, JsonNode found) {
        return new IllegalArgumentException("\"" + name + "\" "
                + (found.isMissingNode() ? "is missing" : "must be " + expected + ", not " + found));
    }
}
