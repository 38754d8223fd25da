package io.coursepulse.cli;

import io.coursepulse.cli.OptionConverters.StoreConverter;
import io.coursepulse.sandbox.server.StoreName;
import picocli.CommandLine.Option;

/** The option {@code --store}, of every command that starts one. */
public final class StoreOption {

    @Option(
            names = "--store",
            paramLabel = "hbase|mariadb|h2",
            defaultValue = "hbase",
            converter = StoreConverter.class,
            description = "The store of the counts (default: ${DEFAULT-VALUE}).")
    private StoreName store;

    /** The selected store. */
    public StoreName store() {
        return store;
    }
}
