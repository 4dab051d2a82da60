package passerelle.haproxy;

import java.util.Optional;

/**
 * A {@code server} of a backend.
 *
 * @param name by which logs call it
 * @param host a name or an address
 * @param port 0 where none is written
 * @param line of the configuration, from 1
 * @param weight from 0 to 256
 * @param check whether its health is checked
 * @param interval nanoseconds between two checks
 * @param rise checks that must pass until it is up again
 * @param fall checks that must fail until it is down
 * @param backup it serves only when no other does
 * @param disabled it never serves
 * @param optional it may have no address at the start ({@code init-addr ... none})
 * @param cookie the value that sends a client to it
 */
public record Member(
    String name,
    String host,
    int port,
    int line,
    int weight,
    boolean check,
    long interval,
    int rise,
    int fall,
    boolean backup,
    boolean disabled,
    boolean optional,
    Optional<String> cookie) {}
