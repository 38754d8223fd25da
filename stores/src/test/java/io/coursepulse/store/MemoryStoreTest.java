package io.coursepulse.store;

/** The store that other tests use fulfils the contract as well. */
class MemoryStoreTest extends CounterStoreContract {

    private final MemoryStore store = new MemoryStore();

    @Override
    protected CounterStore open() {
        return store;
    }

    @Override
    protected void dropTables() {
        store.cells().clear();
    }
}
