package io.coursepulse.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds settings that a file sets twice. HOCON takes the last of them without a word, and the other one, which somebody
 * reads and believes, has no effect. {@code a = ${?NAME}} after {@code a = 1} is no mistake: it is how a variable of the
 * environment overrides a setting.
 *
 * <p>Reads a text that has been parsed already, so it is well-formed.
 */
final class DuplicateKeys {

    private final String text;
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int at;
    private int line = 1;

    private DuplicateKeys(String text) {
        this.text = text;
    }

    /** A problem for each key that is set again. */
    static List<String> in(String text) {
        DuplicateKeys keys = new DuplicateKeys(text);
        keys.skip();
        if (keys.next() == '{') {
            keys.step();
        }
        keys.section("");
        return keys.problems;
    }

    private char next() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean startsWith(String what) {
        return text.startsWith(what, at);
    }

    private void step() {
        if (next() == '\n') {
            line++;
        }
        at++;
    }

    /** Steps over space, separators and comments. */
    private void skip() {
        while (at < text.length()) {
            if (next() == '#' || startsWith("//")) {
                skipLine();
            } else if (Character.isWhitespace(next()) || next() == ',' || next() == '\uFEFF') {
                step();
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        while (at < text.length() && next() != '\n') {
            at++;
        }
    }

    /** Reads fields up to the brace that closes them, or to the end. */
    private void section(String prefix) {
        for (skip(); at < text.length(); skip()) {
            if (next() == '}') {
                step();
                return;
            }
            field(prefix);
        }
    }

    private void field(String prefix) {
        int keyLine = line;
        String key = key();
        if (at >= text.length() || key.startsWith("include ")) {
            skipLine();
            return;
        }
        String path = prefix + normalized(key);
        boolean appends = startsWith("+=");
        while (next() == '=' || next() == ':' || next() == '+') {
            step();
        }
        while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') {
            step();
        }
        if (next() == '{') {
            step();
            section(path + ".");
            return;
        }
        boolean overrides = appends || startsWith("${?");
        Integer before = lines.putIfAbsent(path, keyLine);
        if (before != null && !overrides) {
            problems.add(path + " is set twice, in line " + before + " and in line " + keyLine
                    + "; only the last would count: remove one");
        }
        value();
    }

    private String key() {
        int start = at;
        while (at < text.length() && "=:{\n".indexOf(next()) < 0 && !startsWith("+=")) {
            if (next() == '"') {
                quoted();
            } else {
                step();
            }
        }
        return text.substring(start, at).strip();
    }

    private static String normalized(String key) {
        try {
            return ConfigUtil.joinPath(ConfigUtil.splitPath(key));
        } catch (ConfigException e) {
            return key;
        }
    }

    /** Steps over a value, to what ends it in this section. */
    private void value() {
        int depth = 0;
        while (at < text.length()) {
            char next = next();
            if (next == '"') {
                quoted();
                continue;
            }
            if (depth == 0 && (next == ',' || next == '\n' || next == '}' || next == '#' || startsWith("//"))) {
                return;
            }
            if (depth > 0 && (next == '#' || startsWith("//"))) {
                skipLine();
                continue;
            }
            depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
            step();
        }
    }

    private void quoted() {
        if (startsWith("\"\"\"")) {
            at += 3;
            while (at < text.length() && !startsWith("\"\"\"")) {
                step();
            }
            at += 3;
            return;
        }
        step();
        while (at < text.length() && next() != '"') {
            at += next() == '\\' ? 1 : 0;
            step();
        }
        step();
    }
}
