package io.coursepulse.topology.counts;

import io.coursepulse.spout.LedgerReader;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.Ledger;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.store.StampedValue;
import io.coursepulse.store.StoreException;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.trident.StormStores;
import io.coursepulse.visit.RulesIdentity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;

/** Reads the ledger's positions for the spout. */
final class StoreLedgerReader implements LedgerReader {

    /** In rows of earlier versions. */
    private static final StampedValue NO_RULES = new StampedValue(RulesIdentity.UNKNOWN, 0);

    private final CounterStore store;

    StoreLedgerReader(CounterStore store) {
        this.store = store;
    }

    /** Opens the ledger in {@code store}. */
    static Factory opener(StoreConfig store) {
        return () -> new StoreLedgerReader(StormStores.open(store));
    }

    @Override
    public Optional<Position> position(String partition) {
        try {
            Map<String, StampedValue> columns = columns(partition);
            long rules = columns.getOrDefault(Ledger.RULES, NO_RULES).value();
            return LedgerRow.of(columns)
                    .map(row -> new Position(
                            row.nextOffset(), row.txid(), row.batchOffset(), row.blacklist(), rules, row.topicId()));
        } catch (StoreException.Unavailable e) {
            throw new FailedException("Cannot read the ledger:  " + e.getMessage(), e);
        } catch (StoreException.Refused e) {
            throw new ReportedFailedException("Cannot use the ledger:  " + e.getMessage(), e);
        }
    }

    private Map<String, StampedValue> columns(String partition) {
        List<CellKey> cells = Ledger.POSITION_COLUMNS.stream()
                .map(column -> new CellKey(Ledger.TABLE, partition, column))
                .toList();
        Map<String, StampedValue> columns = new HashMap<>();
        store.read(cells).forEach((cell, value) -> columns.put(cell.column(), value));
        return columns;
    }

    @Override
    public void close() {
        store.close();
    }
}
