package io.coursepulse.web.storm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TType;

/**
 * A struct of Thrift as it comes, without its class: fields by their numbers. A field that is missing is an empty text, or
 * 0, or nothing. Fields that nobody asks for do no harm, so other versions of the service can be read as well.
 */
final class ThriftStruct {

    private final Map<Integer, Object> fields = new TreeMap<>();

    private ThriftStruct() {}

    static ThriftStruct read(TProtocol in) throws TException {
        ThriftStruct struct = new ThriftStruct();
        in.readStructBegin();
        for (TField field = in.readFieldBegin(); field.type != TType.STOP; field = in.readFieldBegin()) {
            struct.fields.put((int) field.id, value(in, field.type));
            in.readFieldEnd();
        }
        in.readStructEnd();
        return struct;
    }

    private static Object value(TProtocol in, byte type) throws TException {
        return switch (type) {
            case TType.BOOL -> in.readBool();
            case TType.BYTE -> in.readByte();
            case TType.I16 -> in.readI16();
            case TType.I32 -> in.readI32();
            case TType.I64 -> in.readI64();
            case TType.DOUBLE -> in.readDouble();
            case TType.STRING -> in.readString();
            case TType.STRUCT -> read(in);
            case TType.LIST -> {
                TList list = in.readListBegin();
                yield values(in, list.elemType, list.size);
            }
            case TType.SET -> {
                TSet set = in.readSetBegin();
                yield values(in, set.elemType, set.size);
            }
            case TType.MAP -> map(in);
            default -> throw new TProtocolException(TProtocolException.INVALID_DATA, "There is no type " + type);
        };
    }

    private static List<Object> values(TProtocol in, byte type, int size) throws TException {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(value(in, type));
        }
        return values;
    }

    private static Map<Object, Object> map(TProtocol in) throws TException {
        TMap map = in.readMapBegin();
        Map<Object, Object> values = new HashMap<>();
        for (int i = 0; i < map.size; i++) {
            values.put(value(in, map.keyType), value(in, map.valueType));
        }
        return values;
    }

    Set<Integer> fields() {
        return fields.keySet();
    }

    Optional<Object> value(int field) {
        return Optional.ofNullable(fields.get(field));
    }

    String text(int field) {
        return fields.get(field) instanceof String text ? text : "";
    }

    int number(int field) {
        return Math.toIntExact(longNumber(field));
    }

    long longNumber(int field) {
        return fields.get(field) instanceof Number number ? number.longValue() : 0;
    }

    double decimal(int field) {
        return fields.get(field) instanceof Number number ? number.doubleValue() : 0;
    }

    Optional<ThriftStruct> struct(int field) {
        return fields.get(field) instanceof ThriftStruct struct ? Optional.of(struct) : Optional.empty();
    }

    /** The structs in a list. */
    Stream<ThriftStruct> structs(int field) {
        return structs(fields.get(field));
    }

    /** The structs in a value, if it is a list. */
    static Stream<ThriftStruct> structs(Object list) {
        return list instanceof Collection<?> values
                ? values.stream().filter(ThriftStruct.class::isInstance).map(ThriftStruct.class::cast)
                : Stream.empty();
    }

    /** The structs in a map whose keys are texts, in the order of those. */
    Map<String, ThriftStruct> structsByName(int field) {
        Map<String, ThriftStruct> byName = new TreeMap<>();
        if (fields.get(field) instanceof Map<?, ?> map) {
            map.forEach((name, struct) -> byName.put((String) name, (ThriftStruct) struct));
        }
        return byName;
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
