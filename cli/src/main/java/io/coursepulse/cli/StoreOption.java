package io.coursepulse.cli;

import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.server.StoreName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that names the store; mixed into every command that starts one. */
public final class StoreOption {

    @Option(
            names = "--store",
            paramLabel = "hbase|mariadb|h2",
            defaultValue = "hbase",
            converter = Converter.class,
            description = "Where the counts are kept (default: ${DEFAULT-VALUE}).")
    private StoreName store;

    /** The named store. */
    public StoreName store() {
        return store;
    }

    /** A store by its name. */
    static final class Converter implements ITypeConverter<StoreName> {
        @Override
        public StoreName convert(String name) {
            try {
                return StoreName.of(name);
            } catch (SandboxFailure e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
