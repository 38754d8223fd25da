package io.coursepulse.spout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkTest {

    @Test
    void packingRoundTrips() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        long first = 5_000_000_000L;
        Chunk.Packer packer = new Chunk.Packer(first);
        Map<Long, byte[]> packed = new LinkedHashMap<>();
        long offset = first;
        int bytes = 0;
        for (int i = 0; i < 500; i++) {
            byte[] line = new byte[random.nextInt(200)];
            random.nextBytes(line);
            packer.add(offset, line);
            packed.put(offset, line);
            bytes += line.length;
            offset += 1 + random.nextInt(3);
        }
        assertThat(packer.lines()).isEqualTo(500);
        assertThat(packer.bytes()).isGreaterThanOrEqualTo(bytes);
        Map<Long, byte[]> unpacked = new LinkedHashMap<>();
        Chunk.forEach(
                packer.pack(),
                first,
                (at, array, start, end) -> unpacked.put(at, Arrays.copyOfRange(array, start, end)));
        assertThat(unpacked.keySet()).as("-Dseed=%d", seed).containsExactlyElementsOf(packed.keySet());
        packed.forEach((at, line) -> assertThat(unpacked.get(at))
                .as("-Dseed=%d, offset %d", seed, at)
                .isEqualTo(line));
    }

    @Test
    void emptyChunkHasNoLines() {
        Chunk.forEach(new Chunk.Packer(3).pack(), 3, (offset, bytes, start, end) -> {
            throw new AssertionError("a line at " + offset);
        });
    }

    @Test
    void rejectsOffsetOutOfRange() {
        assertThatThrownBy(() -> new Chunk.Packer(0).add(1L << 31, new byte[0]))
                .isInstanceOf(ArithmeticException.class);
    }
}
