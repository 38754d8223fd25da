package io.coursepulse.blacklist;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One version as it is stored: gzipped text. The first line is its creation time, every other line an entry.
 *
 * @param number starts at 1; version 0 is empty and not stored
 * @param since when it was created; the epoch for version 0
 * @param entries the entries of the list
 */
public record BlacklistVersion(long number, Instant since, SortedSet<BlacklistEntry> entries) {

    static final BlacklistVersion NONE = new BlacklistVersion(0, Instant.EPOCH, Collections.emptySortedSet());

    public BlacklistVersion {
        entries = Collections.unmodifiableSortedSet(new TreeSet<>(entries));
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer text = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
            text.write(since + "\n");
            for (BlacklistEntry entry : entries) {
                text.write(entry.text() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Unexpected I/O error writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws BlacklistException.Refused if the bytes are not in the format of {@link #toBytes} */
    static BlacklistVersion of(long number, byte[] bytes) {
        try (BufferedReader text = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(new ByteArrayInputStream(bytes)), StandardCharsets.UTF_8))) {
            Instant since = Instant.parse(text.readLine());
            SortedSet<BlacklistEntry> entries = new TreeSet<>();
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                entries.add(BlacklistEntry.parse(line));
            }
            return new BlacklistVersion(number, since, entries);
        } catch (IOException | RuntimeException e) {
            throw new BlacklistException.Refused(
                    "Version " + number + " of the blacklist is not in CoursePulse's format: " + e.getMessage());
        }
    }
}
