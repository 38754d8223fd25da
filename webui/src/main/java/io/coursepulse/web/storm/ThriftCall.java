package io.coursepulse.web.storm;

import java.util.ArrayList;
import java.util.List;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;

/** A call of a method of a Thrift service, without the classes that Thrift's compiler would make of its description. */
final class ThriftCall {

    private final String method;
    private final List<Object> arguments = new ArrayList<>();

    /** One of the exceptions that the method declares, in the order of its description. */
    static final class DeclaredException extends TException {
        private static final long serialVersionUID = 1L;

        private final int field;

        private DeclaredException(String message, int field) {
            super(message);
            this.field = field;
        }

        /** Which one, from 1. */
        int field() {
            return field;
        }
    }

    private ThriftCall(String method) {
        this.method = method;
    }

    static ThriftCall of(String method) {
        return new ThriftCall(method);
    }

    /** Adds the next argument. */
    ThriftCall with(String text) {
        arguments.add(text);
        return this;
    }

    /** Adds the next argument. */
    ThriftCall with(boolean flag) {
        arguments.add(flag);
        return this;
    }

    /**
     * Calls.
     *
     * @return what the method returns, as {@link ThriftStruct} reads it
     * @throws DeclaredException what the method throws
     */
    Object ask(TProtocol protocol) throws TException {
        write(protocol);
        TMessage reply = protocol.readMessageBegin();
        if (reply.type == TMessageType.EXCEPTION) {
            throw TApplicationException.readFrom(protocol);
        }
        ThriftStruct result = ThriftStruct.read(protocol);
        protocol.readMessageEnd();
        for (int field : result.fields()) {
            if (field > 0) {
                String why = result.struct(field).map(ThriftStruct::toString).orElse("exception " + field);
                throw new DeclaredException(method + " answers " + why, field);
            }
        }
        return result.value(0).orElseThrow(() -> new TException(method + " answers nothing"));
    }

    private void write(TProtocol protocol) throws TException {
        protocol.writeMessageBegin(new TMessage(method, TMessageType.CALL, 0));
        protocol.writeStructBegin(new TStruct(method + "_args"));
        for (int i = 0; i < arguments.size(); i++) {
            short id = (short) (i + 1);
            if (arguments.get(i) instanceof Boolean flag) {
                protocol.writeFieldBegin(new TField("", TType.BOOL, id));
                protocol.writeBool(flag);
            } else {
                protocol.writeFieldBegin(new TField("", TType.STRING, id));
                protocol.writeString((String) arguments.get(i));
            }
            protocol.writeFieldEnd();
        }
        protocol.writeFieldStop();
        protocol.writeStructEnd();
        protocol.writeMessageEnd();
        protocol.getTransport().flush();
    }
}
