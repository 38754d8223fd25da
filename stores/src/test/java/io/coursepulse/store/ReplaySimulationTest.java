package io.coursepulse.store;

import io.coursepulse.store.jdbc.InMemoryH2;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplaySimulationTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void inMemory(int cachedKeys) {
        MemoryStore store = new MemoryStore();
        try (ReplaySimulation replay = new ReplaySimulation("memory", () -> store, cachedKeys)) {
            replay.run(400);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void inH2(int cachedKeys) {
        try (InMemoryH2 database = new InMemoryH2();
                ReplaySimulation replay = new ReplaySimulation("h2", database::open, cachedKeys)) {
            replay.run(200);
        }
    }
}
