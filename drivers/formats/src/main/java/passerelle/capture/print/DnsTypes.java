package passerelle.capture.print;

/** Names of resource record types, classes, operations and response codes (print-domain.c). */
final class DnsTypes {
  static final int A = 1;
  static final int NS = 2;
  static final int CNAME = 5;
  static final int SOA = 6;
  static final int PTR = 12;
  static final int MX = 15;
  static final int TXT = 16;
  static final int AAAA = 28;
  static final int SRV = 33;
  static final int DNAME = 39;
  static final int OPT = 41;
  static final int IN = 1;

  static final NumberNames TYPES = NumberNames.read(DnsTypes.class, "dns-types.txt");

  static final NumberNames CLASSES = NumberNames.of("1=IN;3=CHAOS;4=HS;255=ANY");

  /** With the blank before them; a query has none. */
  static final String[] OPERATIONS = {
    "", " inv_q", " stat", " op3", " notify", " update", " op6", " op7",
    " op8", " updateA", " updateD", " updateDA", " updateM", " updateMA", " zoneInit", " zoneRef"
  };

  /** With the blank before them; success has none. */
  static final String[] RESPONSES = {
    "", " FormErr", " ServFail", " NXDomain", " NotImp", " Refused", " YXDomain", " YXRRSet",
    " NXRRSet", " NotAuth", " NotZone", " Resp11", " Resp12", " Resp13", " Resp14", " NoChange"
  };

  private DnsTypes() {}
}
