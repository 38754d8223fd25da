package io.coursepulse.topology.blacklist;

import io.coursepulse.blacklist.BlacklistEntry;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of blacklist entries: each line is an address, a network, {@code agent TEXT} or {@code course ID}; {@code #}
 * at the start of a line or after a space starts a comment.
 */
public final class BlacklistFile {

    /** Enough errors to see what is wrong with a file. */
    private static final int MAX_SHOWN = 20;

    private BlacklistFile() {}

    /**
     * Reads a file.
     *
     * @throws InvalidBlacklistFileException with the invalid lines, or the reason why the file cannot be read
     */
    public static List<BlacklistEntry> read(Path file) {
        List<BlacklistEntry> entries = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.replaceFirst("(^|\\s)#.*", "").strip();
            if (text.isEmpty()) {
                continue;
            }
            try {
                entries.add(BlacklistEntry.parse(text));
            } catch (IllegalArgumentException e) {
                errors.add(file + ", line " + number + ": " + e.getMessage());
            }
        }
        if (!errors.isEmpty()) {
            int more = errors.size() - MAX_SHOWN;
            throw new InvalidBlacklistFileException(
                    String.join("\n", errors.subList(0, Math.min(MAX_SHOWN, errors.size())))
                            + (more > 0 ? "\n... and " + more + " more" : "")
                            + "\nA line must be an address, a network, \"agent TEXT\", \"course ID\" or a comment"
                            + " starting with #.");
        }
        return entries;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new InvalidBlacklistFileException("File not found: " + file);
        } catch (CharacterCodingException e) {
            throw new InvalidBlacklistFileException(file + " is not UTF-8 text.");
        } catch (IOException e) {
            throw new InvalidBlacklistFileException("Cannot read " + file + ": " + e.getMessage());
        }
    }

    /** The file is invalid; the message says why. */
    public static final class InvalidBlacklistFileException extends RuntimeException {
        InvalidBlacklistFileException(String message) {
            super(message);
        }
    }
}
