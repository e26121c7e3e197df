package io.github.gigachat.spring.boot.arch;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.github.gigachat.spring.ai.flatten.FunctionSchemaMode;
import io.github.gigachat.spring.ai.flatten.LaterSystemMessages;
import io.github.gigachat.spring.ai.flatten.StructuredOutputMode;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * The arrows of the starter: auto-configuration looks at what the application configures,
 * both look at the core, and nothing looks back.
 */
@AnalyzeClasses(packages = "io.github.gigachat.spring", importOptions = ImportOption.DoNotIncludeTests.class)
class StarterArchitectureTests {

	/** Values of {@code GigaChatOptions} that are properties too. */
	private static final Class<?>[] OPTIONS = { FunctionSchemaMode.class, LaterSystemMessages.class,
			StructuredOutputMode.class };

	@ArchTest
	static final ArchRule theCoreDoesNotKnowTheStarter = noClasses().that()
		.resideInAPackage("io.github.gigachat.spring.ai..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.github.gigachat.spring.boot..", "org.springframework.boot..");

	@ArchTest
	static final ArchRule whatAnApplicationConfiguresDoesNotKnowWhoReadsIt = noClasses().that()
		.resideInAPackage("io.github.gigachat.spring.boot")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.github.gigachat.spring.boot.autoconfigure..");

	@ArchTest
	static final ArchRule theStarterTalksToNobodyItself = noClasses().that()
		.resideInAPackage("io.github.gigachat.spring.boot..")
		.should()
		.dependOnClassesThat(
				resideInAnyPackage("io.github.gigachat.emulator..", "io.github.gigachat.spring.ai.flatten..",
						"tools.jackson..", "org.springframework.web..", "io.netty..", "reactor..")
					.and(not(belongToAnyOf(OPTIONS))));

	@ArchTest
	static final ArchRule onlyTheConfigurationsArePublic = classes().that()
		.resideInAPackage("io.github.gigachat.spring.boot.autoconfigure")
		.and()
		.arePublic()
		.should()
		.beAnnotatedWith(AutoConfiguration.class);

	@ArchTest
	static final ArchRule nothingIsPrinted = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

}
