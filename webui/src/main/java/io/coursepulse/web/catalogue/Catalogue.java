package io.coursepulse.web.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The courses' titles, by their ids. The file has a line for each course: its id, a comma or tab, its title; a title with a
 * comma or a quote is quoted as in CSV. Empty lines and lines that begin with # are ignored, and so is a first line that
 * begins with {@code id} or {@code course}.
 */
public record Catalogue(Map<String, String> titles) {

    /** No course has a title. */
    public static final Catalogue EMPTY = new Catalogue(Map.of());

    public Catalogue {
        titles = Map.copyOf(titles);
    }

    /**
     * Reads the file, in UTF-8.
     *
     * @throws CatalogueException naming the first invalid line, or if the file cannot be read
     */
    public static Catalogue read(Path file) {
        try {
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CatalogueException(file + " cannot be read: " + e);
        }
    }

    static Catalogue parse(List<String> lines) {
        Map<String, String> titles = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            // A byte order mark is what spreadsheets put before the first line.
            String line = (i == 0 ? lines.get(i).replaceFirst("^\uFEFF", "") : lines.get(i)).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            List<String> fields = fields(line);
            if (i == 0 && (fields.get(0).equalsIgnoreCase("id") || fields.get(0).equalsIgnoreCase("course"))) {
                continue;
            }
            if (fields.size() < 2 || fields.get(0).isBlank()) {
                throw new CatalogueException("line " + (i + 1) + " must be ID,TITLE or ID<tab>TITLE, but is: " + line);
            }
            titles.put(fields.get(0), fields.get(1));
        }
        return new Catalogue(titles);
    }

    /** A course's title, if it is known. */
    public Optional<String> title(String course) {
        return Optional.ofNullable(titles.get(course));
    }

    private static List<String> fields(String line) {
        if (line.indexOf('\t') >= 0) {
            return List.of(line.split("\t", -1)).stream().map(String::strip).toList();
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }

    /** The file is not a catalogue; the message says why. */
    public static final class CatalogueException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CatalogueException(String message) {
            super(message);
        }
    }
}
