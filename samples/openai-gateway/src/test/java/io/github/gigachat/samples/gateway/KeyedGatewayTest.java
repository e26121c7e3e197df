package io.github.gigachat.samples.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * Tests with a gateway that has keys. The key of a name is {@code key-of-<name>}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
		"gigachat.gateway.keys.all.sha256=11b61ff8f27ebdeaa6f43de31efa2bb959b0c03b95f5943338d0f95797a6bbd2",
		"gigachat.gateway.keys.requests.sha256=698FF78E4A7C318B8535E5C155A82A4F006CDD736131765A158B01D4A021CB65",
		"gigachat.gateway.keys.requests.requests-per-minute=2",
		"gigachat.gateway.keys.tokens.sha256=bf77be1c152d65efe0aeed67927fba7a5d4c386588a8b47c543f9c9a68e57bfb",
		"gigachat.gateway.keys.tokens.tokens-per-minute=6000",
		"gigachat.gateway.keys.debt.sha256=2e4db322502c0e3be42708b13dcbe9d74f5790a5a872159c6bcf0df1820cc6d3",
		"gigachat.gateway.keys.debt.requests-per-minute=10", "gigachat.gateway.keys.debt.tokens-per-minute=100",
		"gigachat.gateway.keys.one.sha256=b525be134787a427cc09b3c007c453b012d65234a7314e5387c8a8bf0706b8c9",
		"gigachat.gateway.keys.one.max-concurrent-requests=1",
		"gigachat.gateway.keys.pro.sha256=9930d9c677d52a6c35c94fbde4e786dab8960097fb6336c054aa4300f2008b94",
		"gigachat.gateway.keys.pro.models=*-Pro", "gigachat.gateway.allowed-origins=https://chat.example.com" })
@Import(EmulatorConfiguration.class)
@Timeout(60)
@interface KeyedGatewayTest {

}
