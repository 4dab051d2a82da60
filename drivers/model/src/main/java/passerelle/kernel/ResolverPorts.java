package passerelle.kernel;

/**
 * The ports that the embedded DNS server binds, as the kernel gives them away for each protocol by
 * itself ({@code libnetwork/resolver.go:SetupFunc}); NAT rules lead port 53 to them.
 *
 * @param udp where questions are asked first
 * @param tcp where they are asked whose answers are too long
 */
public record ResolverPorts(int udp, int tcp) {}
