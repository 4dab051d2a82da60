package passerelle.capture.print;

/** Names, questions and resource records of one DNS message (print-domain.c: ns_*). */
record DnsRecords(Dissection d, int message, boolean multicast) {
  private static final int POINTER = 0xc0;
  private static final int TOP_BIT_OF_CLASS = 0x8000;

  /** The message is not what its counts and lengths say. */
  static final class Unreadable extends RuntimeException {
    Unreadable() {
      super("unreadable DNS message", null, false, false);
    }
  }

  private int octet(int at) {
    if (!d.captured(at, 1)) {
      throw new Unreadable();
    }
    return d.u8(at);
  }

  /** Where the name at {@code from} ends. */
  int skipName(int from) {
    int at = from;
    int length = octet(at++);
    while (length != 0) {
      if ((length & POINTER) == POINTER) {
        return at + 1;
      }
      if ((length & POINTER) != 0) {
        throw new Unreadable();
      }
      at += length;
      length = octet(at++);
    }
    return at;
  }

  /** Prints a name with a dot behind each label; where it ends. */
  int printName(int from) {
    int at = from;
    int lowest = from - message;
    int end = -1;
    int length = octet(at++);
    if (length == 0) {
      d.print(".");
    }
    while (length != 0) {
      if ((length & POINTER) == POINTER) {
        end = end < 0 ? at + 1 : end;
        int target = (length & 0x3f) << 8 | octet(at);
        if (target >= lowest) {
          d.print("<BAD PTR>");
          throw new Unreadable();
        }
        lowest = target;
        at = message + target;
      } else if ((length & POINTER) != 0) {
        d.print((length & POINTER) == 0x40 ? "<ELT " + (length & 0x3f) + ">" : "<BAD LABEL TYPE>");
        throw new Unreadable();
      } else {
        printLabel(at, length);
        at += length;
        d.print(".");
      }
      length = octet(at++);
    }
    return end < 0 ? at : end;
  }

  private void printLabel(int at, int length) {
    for (int i = 0; i < length; i++) {
      d.print(Dissection.safe(octet(at + i)));
    }
  }

  /** Prints a question; where it ends. */
  int question(int at) {
    int fields = skipName(at);
    if (!d.captured(fields, 4)) {
      throw new Unreadable();
    }
    d.print(" ", typeName(d.u16(fields)));
    int recordClass = d.u16(fields + 2);
    if (multicast) {
      d.print((recordClass & TOP_BIT_OF_CLASS) != 0 ? " (QU)" : " (QM)");
      recordClass &= ~TOP_BIT_OF_CLASS;
    }
    printClass(recordClass);
    d.print("? ");
    return printName(at) + 4;
  }

  private static String typeName(int type) {
    return DnsTypes.TYPES.name(type, "Type" + type);
  }

  private void printClass(int recordClass) {
    if (recordClass != DnsTypes.IN) {
      d.print(" ", DnsTypes.CLASSES.name(recordClass, "(Class " + recordClass + ")"));
    }
  }

  /** Prints a resource record; where it ends. */
  int answer(int from) {
    int at = from;
    if (d.options.verbose() > 0) {
      d.print(" ");
      at = printName(at);
    } else {
      at = skipName(at);
    }
    if (!d.captured(at, 10)) {
      return d.end();
    }
    int type = d.u16(at);
    int recordClass = d.u16(at + 2);
    if (multicast) {
      d.print((recordClass & TOP_BIT_OF_CLASS) != 0 ? " (Cache flush)" : "");
      recordClass &= ~TOP_BIT_OF_CLASS;
    }
    if (type != DnsTypes.OPT) {
      printClass(recordClass);
      d.print(d.options.verbose() > 2 ? " [" + relative(d.u32(at + 4)) + "]" : "");
    }
    int length = d.u16(at + 8);
    d.print(" ", typeName(type));
    if (!d.captured(at + 10, length)) {
      throw new Unreadable();
    }
    data(type, recordClass, d.u32(at + 4), at + 10, length);
    return at + 10 + length;
  }

  /** Seconds as weeks, days, hours, minutes and seconds (util-print.c: unsigned_relts_print). */
  private static String relative(long seconds) {
    if (seconds == 0) {
      return "0s";
    }
    long[] units = {604_800, 86_400, 3_600, 60, 1};
    StringBuilder text = new StringBuilder();
    long left = seconds;
    for (int i = 0; i < units.length; i++) {
      if (left >= units[i]) {
        text.append(left / units[i]).append("wdhms".charAt(i));
        left %= units[i];
      }
    }
    return text.toString();
  }

  private void data(int type, int recordClass, long ttl, int at, int length) {
    switch (type) {
      case DnsTypes.A -> {
        needed(at, 4);
        d.print(" ", d.ipv4(at));
      }
      case DnsTypes.AAAA -> {
        needed(at, 16);
        d.print(" ", d.ipv6(at));
      }
      case DnsTypes.NS, DnsTypes.CNAME, DnsTypes.PTR, DnsTypes.DNAME -> {
        d.print(" ");
        printName(at);
      }
      case DnsTypes.SOA -> {
        if (d.options.verbose() > 0) {
          startOfAuthority(at);
        }
      }
      case DnsTypes.MX -> {
        d.print(" ");
        printName(at + 2);
        d.print(" ", d.u16(at));
      }
      case DnsTypes.SRV -> {
        d.print(" ");
        printName(at + 6);
        d.print(":", d.u16(at + 4), " ", d.u16(at), " ", d.u16(at + 2));
      }
      case DnsTypes.TXT -> strings(at, at + length);
      case DnsTypes.OPT -> extension(recordClass, ttl, at, length);
      default -> {}
    }
  }

  private void needed(int at, int octets) {
    if (!d.captured(at, octets)) {
      throw new Unreadable();
    }
  }

  private void startOfAuthority(int at) {
    d.print(" ");
    int next = printName(at);
    d.print(" ");
    next = printName(next);
    for (int i = 0; i < 5; i++) {
      if (!d.captured(next, 4)) {
        throw new Unreadable();
      }
      d.print(" ", d.u32(next));
      next += 4;
    }
  }

  private void strings(int from, int end) {
    int at = from;
    while (at < end) {
      int length = octet(at);
      d.print(" \"");
      printLabel(at + 1, length);
      d.print("\"");
      at += 1 + length;
    }
  }

  /** EDNS (RFC 6891): the class is the size, the lifetime holds the flags. */
  private void extension(int size, long flags, int from, int length) {
    d.print(" UDPsize=", size, (flags & 0x8000) != 0 ? " DO" : "");
    int at = from;
    int end = from + length;
    while (end - at >= 4 && d.options.verbose() > 1) {
      int code = d.u16(at);
      int octets = Math.min(d.u16(at + 2), end - at - 4);
      d.print(at == from ? " [" : ",", code == 10 ? "COOKIE " : "Opt" + code + " ");
      for (int i = 0; i < octets; i++) {
        int octet = d.u8(at + 4 + i);
        d.print(Character.forDigit(octet >> 4, 16), Character.forDigit(octet & 15, 16));
      }
      at += 4 + octets;
      d.print(end - at < 4 ? "]" : "");
    }
  }
}
