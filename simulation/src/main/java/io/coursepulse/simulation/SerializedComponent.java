package io.coursepulse.simulation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A serialized spout or bolt, of which every task gets its own instance. Classes are written as numbers: reading their
 * descriptions again for every task of every seed would take a sixth of all time. Immutable.
 */
final class SerializedComponent {

    private final List<ObjectStreamClass> classes = new ArrayList<>();
    private final byte[] bytes;

    /** @param serialized as Storm has it */
    SerializedComponent(byte[] serialized) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialized));
                ObjectOutputStream out = new Writer(written)) {
            out.writeObject(in.readObject());
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("Cannot read a component of the topology", e);
        }
        bytes = written.toByteArray();
    }

    /**
     * A new instance.
     *
     * @param replacement what to have in place of each object in it
     */
    Object instance(UnaryOperator<Object> replacement) {
        try (ObjectInputStream in = new Reader(replacement)) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("Cannot read a component of the topology", e);
        }
    }

    private final class Writer extends ObjectOutputStream {

        Writer(ByteArrayOutputStream to) throws IOException {
            super(to);
        }

        @Override
        protected void writeClassDescriptor(ObjectStreamClass written) throws IOException {
            writeInt(classes.size());
            classes.add(written);
        }
    }

    private final class Reader extends ObjectInputStream {

        private final UnaryOperator<Object> replacement;

        Reader(UnaryOperator<Object> replacement) throws IOException {
            super(new ByteArrayInputStream(bytes));
            this.replacement = replacement;
            enableResolveObject(true);
        }

        @Override
        protected ObjectStreamClass readClassDescriptor() throws IOException {
            return classes.get(readInt());
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) {
            return described.forClass();
        }

        @Override
        protected Object resolveObject(Object read) {
            return replacement.apply(read);
        }
    }
}
