package io.coursepulse.activity;

import io.coursepulse.topic.RecentWindow.ClockAhead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The partitions whose recent lines were ahead of the clock by more than a second: a web server that writes to them has a
 * wrong clock, or this machine has. Not thread-safe.
 */
final class ClocksAhead {

    /** Lines have whole seconds, and the clocks of machines differ a little. */
    static final long TOLERATED_MILLIS = 1_000;

    /** Those that are ahead the most are enough to find out what is wrong. */
    private static final int MAX_SHOWN = 16;

    private final Map<Integer, Long> partitions = new HashMap<>();

    /** Sets how far a partition's recent lines were ahead, in milliseconds. */
    void set(int partition, long ahead) {
        if (ahead > TOLERATED_MILLIS) {
            partitions.put(partition, ahead);
        } else {
            partitions.remove(partition);
        }
    }

    /** As {@link #unpack} reads it. */
    byte[] pack() {
        Map<String, int[]> packed = new HashMap<>();
        partitions.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .limit(MAX_SHOWN)
                .forEach(partition -> packed.put(
                        partition.getKey().toString(),
                        new int[] {(int) Math.min(partition.getValue(), Integer.MAX_VALUE)}));
        return Pane.pack(packed);
    }

    /** The partitions, by their number. */
    static List<ClockAhead> unpack(byte[] packed) {
        List<ClockAhead> clocks = new ArrayList<>();
        Pane.unpack(packed, (partition, ahead) -> clocks.add(new ClockAhead(Integer.parseInt(partition), ahead)));
        clocks.sort(Comparator.comparingInt(ClockAhead::partition));
        return clocks;
    }
}
