package passerelle.gotemplate;

/** What a Go type is made of, regardless of its name (Go: {@code reflect.Kind}). */
public enum GoKind {
  INVALID,
  BOOL,
  INT,
  INT64,
  UINT8,
  UINT16,
  UINT64,
  FLOAT64,
  COMPLEX128,
  STRING,
  INTERFACE,
  MAP,
  SLICE,
  STRUCT,
  POINTER;

  /** Signed integers. */
  public boolean isSigned() {
    return this == INT || this == INT64;
  }

  /** Unsigned integers. */
  public boolean isUnsigned() {
    return this == UINT8 || this == UINT16 || this == UINT64;
  }

  /** Integers of either sign (Go: {@code intLike}). */
  public boolean isInteger() {
    return isSigned() || isUnsigned();
  }

  /** Kinds whose zero value is nil. */
  public boolean canBeNil() {
    return this == INTERFACE || this == MAP || this == SLICE || this == POINTER;
  }
}
