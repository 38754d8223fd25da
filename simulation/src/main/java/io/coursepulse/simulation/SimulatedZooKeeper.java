package io.coursepulse.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.shade.net.minidev.json.parser.ParseException;

/**
 * The znodes of Trident's transaction state, as JSON. Each method asks first whether the node is there and then changes
 * it, as {@code TransactionalState} does; other workers may act in between.
 */
final class SimulatedZooKeeper {

    private final SimulatedCluster cluster;
    private final TreeMap<String, String> nodes = new TreeMap<>();

    SimulatedZooKeeper(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    void set(String path, Object value) {
        String json = JSONValue.toJSONString(value);
        cluster.callServer("ZooKeeper set " + path);
        failIfAway("before writing " + path);
        boolean exists = nodes.containsKey(path);
        cluster.interrupt();
        if (exists != nodes.containsKey(path)) {
            if (exists) {
                throw new ServerUnavailable("NoNode " + path);
            }
            return;
        }
        nodes.put(path, json);
        cluster.interrupt();
        failIfAway("after writing " + path);
    }

    void delete(String path) {
        cluster.callServer("ZooKeeper delete " + path);
        failIfAway("before deleting " + path);
        nodes.remove(path);
        cluster.interrupt();
    }

    List<String> children(String path) {
        cluster.interrupt();
        failIfAway("listing " + path);
        List<String> names = new ArrayList<>();
        for (String node : nodes.subMap(path + "/", path + "0").keySet()) {
            names.add(node.substring(path.length() + 1));
        }
        return names;
    }

    Object get(String path) {
        cluster.interrupt();
        failIfAway("reading " + path);
        String json = nodes.get(path);
        if (json == null) {
            return null;
        }
        try {
            return JSONValue.parseWithException(json);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void failIfAway(String what) {
        if (cluster.troubles().zooKeeper()) {
            throw new ServerUnavailable("ZooKeeper is away " + what);
        }
    }
}
