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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    public Map<String, Position> positions(Collection<String> partitions) {
        try {
            Map<String, Position> positions = new HashMap<>();
            rows(partitions).forEach((partition, columns) -> {
                long rules = columns.getOrDefault(Ledger.RULES, NO_RULES).value();
                LedgerRow.of(columns)
                        .ifPresent(row -> positions.put(
                                partition,
                                new Position(
                                        row.nextOffset(),
                                        row.txid(),
                                        row.batchOffset(),
                                        row.blacklist(),
                                        rules,
                                        row.topicId())));
            });
            return positions;
        } catch (StoreException.Unavailable e) {
            throw new FailedException("Cannot read the ledger:  " + e.getMessage(), e);
        } catch (StoreException.Refused e) {
            throw new ReportedFailedException("Cannot use the ledger:  " + e.getMessage(), e);
        }
    }

    private Map<String, Map<String, StampedValue>> rows(Collection<String> partitions) {
        List<CellKey> cells = new ArrayList<>();
        partitions.forEach(partition ->
                Ledger.POSITION_COLUMNS.forEach(column -> cells.add(new CellKey(Ledger.TABLE, partition, column))));
        Map<String, Map<String, StampedValue>> rows = new HashMap<>();
        store.read(cells).forEach((cell, value) -> rows.computeIfAbsent(cell.row(), any -> new HashMap<>())
                .put(cell.column(), value));
        return rows;
    }

    @Override
    public void close() {
        store.close();
    }
}
