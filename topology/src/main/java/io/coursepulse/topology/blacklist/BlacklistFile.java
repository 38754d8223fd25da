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
 * A list as people publish and keep them: an address or a network in each line, {@code agent TEXT} or {@code course ID};
 * what follows a {@code #} at the beginning of a line or behind a blank is a comment.
 */
public final class BlacklistFile {

    /** Enough to see what is wrong with a file. */
    private static final int MAX_SHOWN = 20;

    private BlacklistFile() {}

    /**
     * Reads a file.
     *
     * @throws InvalidBlacklistFileException with the lines that are no entries, or with why there are none
     */
    public static List<BlacklistEntry> read(Path file) {
        List<BlacklistEntry> entries = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
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
                wrong.add(file + ", line " + number + ": " + e.getMessage());
            }
        }
        if (!wrong.isEmpty()) {
            int more = wrong.size() - MAX_SHOWN;
            throw new InvalidBlacklistFileException(
                    String.join("\n", wrong.subList(0, Math.min(MAX_SHOWN, wrong.size())))
                            + (more > 0 ? "\n... and " + more + " more" : "")
                            + "\nA line is an address, a network, \"agent TEXT\", \"course ID\" or a comment"
                            + " behind #.");
        }
        return entries;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new InvalidBlacklistFileException("There is no file " + file + ".");
        } catch (CharacterCodingException e) {
            throw new InvalidBlacklistFileException(file + " is not written in UTF-8.");
        } catch (IOException e) {
            throw new InvalidBlacklistFileException(file + " cannot be read: " + e.getMessage());
        }
    }

    /** The file is no list; the message says why. */
    public static final class InvalidBlacklistFileException extends RuntimeException {
        InvalidBlacklistFileException(String message) {
            super(message);
        }
    }
}
