package passerelle.sim.ip;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a namespace counts of its packets, named as {@code nstat} names it
 * (include/uapi/linux/snmp.h, net/ipv4/proc.c). Counters of events that the simulated kernel does
 * not have are not here: they are 0.
 */
public enum Counter {
  IP_IN_RECEIVES("IpInReceives"),
  IP_IN_HEADER_ERRORS("IpInHdrErrors"),
  IP_IN_ADDRESS_ERRORS("IpInAddrErrors"),
  IP_FORWARDED("IpForwDatagrams"),
  IP_IN_UNKNOWN_PROTOCOLS("IpInUnknownProtos"),
  IP_IN_DELIVERS("IpInDelivers"),
  IP_OUT_REQUESTS("IpOutRequests"),
  IP_OUT_DISCARDS("IpOutDiscards"),
  IP_OUT_NO_ROUTES("IpOutNoRoutes"),
  IP_REASSEMBLY_TIMEOUTS("IpReasmTimeout"),
  IP_REASSEMBLY_REQUESTS("IpReasmReqds"),
  IP_REASSEMBLED("IpReasmOKs"),
  IP_REASSEMBLY_FAILS("IpReasmFails"),
  IP_FRAGMENTED("IpFragOKs"),
  IP_FRAGMENT_FAILS("IpFragFails"),
  IP_FRAGMENTS_CREATED("IpFragCreates"),
  IP_OUT_TRANSMITS("IpOutTransmits"),

  IP_IN_NO_ROUTES("IpExtInNoRoutes"),
  IP_IN_MULTICASTS("IpExtInMcastPkts"),
  IP_OUT_MULTICASTS("IpExtOutMcastPkts"),
  IP_IN_BROADCASTS("IpExtInBcastPkts"),
  IP_OUT_BROADCASTS("IpExtOutBcastPkts"),
  IP_IN_OCTETS("IpExtInOctets"),
  IP_OUT_OCTETS("IpExtOutOctets"),
  IP_IN_MULTICAST_OCTETS("IpExtInMcastOctets"),
  IP_OUT_MULTICAST_OCTETS("IpExtOutMcastOctets"),
  IP_IN_BROADCAST_OCTETS("IpExtInBcastOctets"),
  IP_OUT_BROADCAST_OCTETS("IpExtOutBcastOctets"),
  IP_IN_NOT_ECT("IpExtInNoECTPkts"),
  IP_IN_ECT1("IpExtInECT1Pkts"),
  IP_IN_ECT0("IpExtInECT0Pkts"),
  IP_IN_CE("IpExtInCEPkts"),
  IP_IN_CHECKSUM_ERRORS("IpExtInCsumErrors"),

  IP6_IN_RECEIVES("Ip6InReceives"),
  IP6_IN_DELIVERS("Ip6InDelivers"),
  IP6_OUT_REQUESTS("Ip6OutRequests"),
  IP6_IN_OCTETS("Ip6InOctets"),
  IP6_OUT_OCTETS("Ip6OutOctets"),
  IP6_IN_NOT_ECT("Ip6InNoECTPkts"),
  IP6_OUT_TRANSMITS("Ip6OutTransmits"),
  IP6_IN_NO_ROUTES("Ip6InNoRoutes"),
  IP6_IN_DISCARDS("Ip6InDiscards"),
  IP6_IN_MULTICASTS("Ip6InMcastPkts"),
  IP6_IN_MULTICAST_OCTETS("Ip6InMcastOctets"),
  IP6_OUT_MULTICASTS("Ip6OutMcastPkts"),
  IP6_OUT_MULTICAST_OCTETS("Ip6OutMcastOctets"),

  ICMP_IN_MESSAGES("IcmpInMsgs"),
  ICMP_IN_ERRORS("IcmpInErrors"),
  ICMP_OUT_MESSAGES("IcmpOutMsgs"),
  ICMP_RATE_LIMITED("IcmpOutRateLimitHost"),
  ICMP6_OUT_MESSAGES("Icmp6OutMsgs"),

  TCP_ACTIVE_OPENS("TcpActiveOpens"),
  TCP_PASSIVE_OPENS("TcpPassiveOpens"),
  TCP_ATTEMPT_FAILS("TcpAttemptFails"),
  TCP_ESTABLISHED_RESETS("TcpEstabResets"),
  TCP_CURRENT_ESTABLISHED("TcpCurrEstab"),
  TCP_IN_SEGMENTS("TcpInSegs"),
  TCP_OUT_SEGMENTS("TcpOutSegs"),
  TCP_RETRANSMITTED("TcpRetransSegs"),
  TCP_IN_ERRORS("TcpInErrs"),
  TCP_OUT_RESETS("TcpOutRsts"),

  EMBRYONIC_RESETS("TcpExtEmbryonicRsts"),
  OUT_OF_WINDOW_ICMPS("TcpExtOutOfWindowIcmps"),
  LOCK_DROPPED_ICMPS("TcpExtLockDroppedIcmps"),
  TIME_WAITED("TcpExtTW"),
  TIME_WAIT_RECYCLED("TcpExtTWRecycled"),
  PAWS_ESTABLISHED("TcpExtPAWSEstab"),
  DELAYED_ACKS("TcpExtDelayedACKs"),
  LISTEN_OVERFLOWS("TcpExtListenOverflows"),
  LISTEN_DROPS("TcpExtListenDrops"),
  PURE_ACKS("TcpExtTCPPureAcks"),
  PREDICTED_ACKS("TcpExtTCPHPAcks"),
  RENO_RECOVERIES("TcpExtTCPRenoRecovery"),
  SACK_RECOVERIES("TcpExtTCPSackRecovery"),
  LOST_RETRANSMITS("TcpExtTCPLostRetransmit"),
  FAST_RETRANSMITS("TcpExtTCPFastRetrans"),
  SLOW_START_RETRANSMITS("TcpExtTCPSlowStartRetrans"),
  TIMEOUTS("TcpExtTCPTimeouts"),
  LOSS_PROBES("TcpExtTCPLossProbes"),
  ABORTS_ON_DATA("TcpExtTCPAbortOnData"),
  ABORTS_ON_CLOSE("TcpExtTCPAbortOnClose"),
  ABORTS_ON_TIMEOUT("TcpExtTCPAbortOnTimeout"),
  REVERSE_PATH_FILTERED("TcpExtIPReversePathFilter"),
  RETRANSMIT_FAILS("TcpExtTCPRetransFail"),
  OUT_OF_ORDER_QUEUED("TcpExtTCPOFOQueue"),
  CHALLENGE_ACKS("TcpExtTCPChallengeACK"),
  SYN_CHALLENGES("TcpExtTCPSYNChallenge"),
  RETRANSMITS_STILL_HERE("TcpExtTCPSpuriousRtxHostQueues"),
  FROM_ZERO_WINDOW("TcpExtTCPFromZeroWindowAdv"),
  TO_ZERO_WINDOW("TcpExtTCPToZeroWindowAdv"),
  SYN_RETRANSMITS("TcpExtTCPSynRetrans"),
  ORIGINAL_DATA_SENT("TcpExtTCPOrigDataSent"),
  WINDOW_PROBES("TcpExtTCPWinProbe"),
  DELIVERED("TcpExtTCPDelivered"),
  TIMEOUT_REHASHES("TcpExtTcpTimeoutRehash"),

  UDP_IN_DATAGRAMS("UdpInDatagrams"),
  UDP_NO_PORTS("UdpNoPorts"),
  UDP_IN_ERRORS("UdpInErrors"),
  UDP_OUT_DATAGRAMS("UdpOutDatagrams"),
  UDP_RECEIVE_BUFFER_ERRORS("UdpRcvbufErrors"),
  UDP_IGNORED_MULTICASTS("UdpIgnoredMulti");

  private static final Map<String, Counter> BY_LABEL =
      Arrays.stream(values()).collect(Collectors.toMap(Counter::label, Function.identity()));

  private final String label;

  Counter(String label) {
    this.label = label;
  }

  /** Its group and its name, as one word: {@code TcpExtListenDrops}. */
  public String label() {
    return label;
  }

  /** The counter of this label; empty for one that never counts anything here. */
  public static Optional<Counter> of(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }
}
