package io.coursepulse.enrich;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A data file next to this class, in UTF-8; lines that start with {@code #} are comments. */
final class DataFile {

    private DataFile() {}

    /** The file's lines, split at the regular expression {@code separator}. */
    static List<String[]> rows(String name, String separator) {
        try (InputStream file = DataFile.class.getResourceAsStream(name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().split(separator))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
