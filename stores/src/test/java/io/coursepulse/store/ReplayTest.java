package io.coursepulse.store;

import io.coursepulse.store.jdbc.H2Memory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void inMemory(int cachedKeys) {
        MemoryStore store = new MemoryStore();
        try (Replay replay = new Replay("memory", () -> store, cachedKeys)) {
            replay.run(400);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void inH2(int cachedKeys) {
        try (H2Memory database = new H2Memory();
                Replay replay = new Replay("h2", database::open, cachedKeys)) {
            replay.run(200);
        }
    }
}
