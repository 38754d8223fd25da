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
 * One version as it is stored: text, compressed. The first line is the time it was made, every other one an entry.
 *
 * @param number counts up from 1; version 0 is empty, and is not stored
 * @param since when it was made; the epoch for version 0
 * @param entries what is on the list
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
            throw new UncheckedIOException("Writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** @throws BlacklistException.Refused if the bytes are not what {@link #toBytes} makes */
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
                    "Version " + number + " of the blacklist was not written by CoursePulse: " + e.getMessage());
        }
    }
}
