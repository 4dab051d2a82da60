package passerelle.gotemplate;

import java.util.List;

/** {@code index}, {@code slice} and {@code len} (Go: text/template {@code funcs.go}). */
final class Indexing {
  private Indexing() {}

  static GoValue index(List<GoValue> values) throws GoTemplateException {
    GoValue item = values.get(0).unwrapped();
    if (!item.isValid()) {
      throw new GoTemplateException("index of untyped nil");
    }
    for (GoValue wrapped : values.subList(1, values.size())) {
      GoValue index = wrapped.unwrapped();
      item = item.indirect();
      if (item instanceof GoValue.Pointer || item instanceof GoValue.Interface) {
        throw new GoTemplateException("index of nil pointer");
      }
      item = element(item, index);
    }
    return item;
  }

  private static GoValue element(GoValue item, GoValue index) throws GoTemplateException {
    if (item instanceof GoValue.Slice slice) {
      int i = position(index, slice.elements().size());
      if (i == slice.elements().size()) {
        throw new GoTemplateException("reflect: slice index out of range");
      }
      return slice.elements().get(i);
    } else if (item instanceof GoValue.Str s && item.kind() != GoKind.STRUCT) {
      byte[] bytes = GoStrings.bytes(s.value());
      int i = position(index, bytes.length);
      if (i == bytes.length) {
        throw new GoTemplateException("reflect: string index out of range");
      }
      return new GoValue.Int(GoType.UINT8, bytes[i] & 0xff);
    } else if (item instanceof GoValue.MapValue map) {
      GoValue value = map.entries().get(key(index, map.mapType().key()));
      return value == null ? map.mapType().element().zero() : value;
    }
    throw new GoTemplateException("can't index item of type " + item.type());
  }

  private static String key(GoValue index, GoType keyType) throws GoTemplateException {
    if (!index.isValid()) {
      throw new GoTemplateException("value is nil; should be of type " + keyType);
    } else if (!(index instanceof GoValue.Str s) || !index.type().assignableTo(keyType)) {
      throw new GoTemplateException("value has type " + index.type() + "; should be " + keyType);
    } else {
      return s.value();
    }
  }

  private static int position(GoValue index, int limit) throws GoTemplateException {
    if (!index.isValid()) {
      throw new GoTemplateException("cannot index slice/array with nil");
    } else if (!(index instanceof GoValue.Int n)) {
      throw new GoTemplateException("cannot index slice/array with type " + index.type());
    } else if (n.value() < 0 || n.value() > limit) {
      throw new GoTemplateException("index out of range: " + n.value());
    } else {
      return (int) n.value();
    }
  }

  static GoValue slice(List<GoValue> values) throws GoTemplateException {
    GoValue item = values.get(0).unwrapped();
    List<GoValue> indexes = values.subList(1, values.size());
    if (!item.isValid()) {
      throw new GoTemplateException("slice of untyped nil");
    } else if (indexes.size() > 3) {
      throw new GoTemplateException("too many slice indexes: " + indexes.size());
    } else if (item instanceof GoValue.Str && indexes.size() == 3) {
      throw new GoTemplateException("cannot 3-index slice a string");
    } else if (!(item instanceof GoValue.Str || item instanceof GoValue.Slice)) {
      throw new GoTemplateException("can't slice item of type " + item.type());
    }
    int length = (int) len(item);
    int[] at = {0, length, length};
    for (int i = 0; i < indexes.size(); i++) {
      at[i] = position(indexes.get(i).unwrapped(), length);
    }
    for (int i = 0; i < Math.max(1, indexes.size() - 1); i++) {
      if (at[i] > at[i + 1]) {
        throw new GoTemplateException("invalid slice index: " + at[i] + " > " + at[i + 1]);
      }
    }
    if (item instanceof GoValue.Str s) {
      return new GoValue.Str(s.type(), GoStrings.slice(s.value(), at[0], at[1]));
    }
    GoValue.Slice slice = (GoValue.Slice) item;
    return new GoValue.Slice(slice.type(), slice.elements().subList(at[0], at[1]), slice.nil());
  }

  static long len(GoValue wrapped) throws GoTemplateException {
    GoValue item = wrapped.indirect();
    if (item instanceof GoValue.Pointer || item instanceof GoValue.Interface) {
      throw new GoTemplateException("len of nil pointer");
    } else if (item instanceof GoValue.Str s && item.kind() != GoKind.STRUCT) {
      return GoStrings.byteLength(s.value());
    } else if (item instanceof GoValue.Slice slice) {
      return slice.elements().size();
    } else if (item instanceof GoValue.MapValue map) {
      return map.entries().size();
    } else if (!item.isValid()) {
      throw new GoTemplateException("reflect: call of reflect.Value.Type on zero Value");
    }
    throw new GoTemplateException("len of type " + item.type());
  }
}
