package io.coursepulse.trident;

import io.coursepulse.store.CellKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.topology.FailedException;

/**
 * What the ledger tasks of a batch have for one counter task: the clicks to add, by shard and counter.
 *
 * <p>Each ledger task sends each counter task at least one message in every batch, also if it has nothing to add. A
 * message says who sent it, how many senders there are, and which part of how many it is. So the receiver knows whether
 * it has everything, and has it once. Trident only counts tuples: when two workers run the same task, as after a network
 * partition, it can put together a batch of the right size with a message missing and another one twice.
 *
 * @param countedAlready whether the batch was counted completely before; then nothing is to be added
 * @param digest of the offsets in all senders' ledger entries
 * @param byShard the clicks to add
 */
record CounterAdditions(boolean countedAlready, long digest, Map<Integer, Map<CellKey, Long>> byShard) {

    /** Well below the maximum size of a message between workers. */
    private static final int PART_BYTES = 1 << 20;

    /**
     * Packs what one ledger task has for one counter task.
     *
     * @param sender the ledger task, from 0 on
     * @param senders the number of ledger tasks
     * @return one message or more
     */
    List<byte[]> pack(int sender, int senders) {
        List<ByteArrayOutputStream> parts = new ArrayList<>();
        parts.add(new ByteArrayOutputStream());
        byShard.forEach((shard, additions) -> additions.forEach((cell, clicks) -> {
            if (parts.get(parts.size() - 1).size() >= PART_BYTES) {
                parts.add(new ByteArrayOutputStream());
            }
            write(parts.get(parts.size() - 1), shard, cell, clicks);
        }));
        List<byte[]> messages = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            messages.add(message(sender, senders, part, parts.size(), parts.get(part)));
        }
        return messages;
    }

    private static void write(ByteArrayOutputStream part, int shard, CellKey cell, long clicks) {
        try {
            DataOutputStream out = new DataOutputStream(part);
            out.writeShort(shard);
            out.writeUTF(cell.table());
            out.writeUTF(cell.row());
            out.writeUTF(cell.column());
            out.writeLong(clicks);
        } catch (IOException e) {
            throw new UncheckedIOException("A key of a counter is too long: " + cell, e);
        }
    }

    private byte[] message(int sender, int senders, int part, int parts, ByteArrayOutputStream additions) {
        ByteArrayOutputStream message = new ByteArrayOutputStream(additions.size() + 32);
        try {
            DataOutputStream out = new DataOutputStream(message);
            out.writeInt(sender);
            out.writeInt(senders);
            out.writeInt(part);
            out.writeInt(parts);
            out.writeBoolean(countedAlready);
            out.writeLong(digest);
            additions.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return message.toByteArray();
    }

    /**
     * Unpacks and sums the messages of all senders.
     *
     * @throws FailedException if messages are missing, or there twice; the batch must be replayed
     */
    static CounterAdditions merge(List<byte[]> messages) {
        Map<Integer, Map<CellKey, Long>> byShard = new HashMap<>();
        Map<Integer, Map<Integer, Integer>> partsBySender = new TreeMap<>();
        boolean countedAlready = false;
        long digest = 0;
        int senders = 0;
        for (byte[] message : messages) {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(message));
            try {
                int sender = in.readInt();
                senders = in.readInt();
                int part = in.readInt();
                int parts = in.readInt();
                countedAlready |= in.readBoolean();
                long ofSender = in.readLong();
                Map<Integer, Integer> received = partsBySender.computeIfAbsent(sender, any -> new TreeMap<>());
                if (received.put(part, parts) != null) {
                    throw new FailedException("Part " + part + " of ledger task " + sender + " is there twice");
                }
                digest += part == 0 ? ofSender : 0;
                while (in.available() > 0) {
                    int shard = in.readShort();
                    CellKey cell = new CellKey(in.readUTF(), in.readUTF(), in.readUTF());
                    byShard.computeIfAbsent(shard, any -> new HashMap<>()).merge(cell, in.readLong(), Long::sum);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Not a message of a ledger task", e);
            }
        }
        checkComplete(senders, partsBySender);
        return new CounterAdditions(countedAlready, digest, byShard);
    }

    private static void checkComplete(int senders, Map<Integer, Map<Integer, Integer>> partsBySender) {
        for (int sender = 0; sender < senders; sender++) {
            Map<Integer, Integer> received = partsBySender.getOrDefault(sender, Map.of());
            if (received.isEmpty() || received.values().iterator().next() != received.size()) {
                throw new FailedException("Messages of ledger task " + sender + " are missing: received parts "
                        + received.keySet() + " of " + senders + " tasks' messages");
            }
        }
    }
}
