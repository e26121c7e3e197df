package io.github.gigachat.emulator.relay;

/**
 * Where the server behind the relay listens on 127.0.0.1.
 *
 * @param plain the port of HTTP/1.1
 * @param tls the port of HTTP/2 over TLS, 0 for none
 */
public record ServerPorts(int plain, int tls) {
}
