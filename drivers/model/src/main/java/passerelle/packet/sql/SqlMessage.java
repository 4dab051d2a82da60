package passerelle.packet.sql;

/** A message of a database's protocol. */
public sealed interface SqlMessage permits MySqlPacket, PgMessage {
  /** Octets on the wire, its head included. */
  int length();
}
