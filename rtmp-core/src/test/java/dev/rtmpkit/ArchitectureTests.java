/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.rtmpkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packages and the only arrows allowed between them.
 */
class ArchitectureTests {

	private static final String ROOT = "dev.rtmpkit";

	private static final String[] IO_FREE = { ROOT, "dev.rtmpkit.amf", "dev.rtmpkit.media", "dev.rtmpkit.flv",
			"dev.rtmpkit.mp4", "dev.rtmpkit.internal.mp4", "dev.rtmpkit.internal.text", "dev.rtmpkit.internal.amf",
			"dev.rtmpkit.internal.media", "dev.rtmpkit.internal.wire..", "dev.rtmpkit.internal.session.." };

	private static final Map<String, List<String>> ARROWS = arrows();

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void everyPackageIsListed() {
		assertThat(CLASSES).isNotEmpty();
		Set<String> packages = new TreeSet<>();
		CLASSES.forEach((type) -> packages.add(type.getPackageName()));
		assertThat(ARROWS.keySet()).containsAll(packages);
	}

	@ParameterizedTest
	@MethodSource("packages")
	void dependsOnlyOnAllowedPackages(String name) {
		List<String> allowed = new ArrayList<>(ARROWS.get(name));
		allowed.addAll(List.of(name, "java..", "org.jspecify.annotations"));
		classes().that()
			.resideInAPackage(name)
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
			.allowEmptyShould(true)
			.check(CLASSES);
	}

	@Test
	void neverSeesSpring() {
		noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework..").check(CLASSES);
	}

	@Test
	void onlyConnectionAndClientSeeNetty() {
		noClasses().that(resideOutsideOfPackages("dev.rtmpkit.internal.connection", "dev.rtmpkit.client"))
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.netty..")
			.check(CLASSES);
	}

	@Test
	void onlyServerClientRecordAndRelayLog() {
		noClasses()
			.that(resideOutsideOfPackages("dev.rtmpkit.server", "dev.rtmpkit.internal.guard",
					"dev.rtmpkit.internal.publish", "dev.rtmpkit.internal.connection", "dev.rtmpkit.client",
					"dev.rtmpkit.record"))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.slf4j..", "java.util.logging..")
			.check(CLASSES);
	}

	@Test
	void protocolDoesNoInputOrOutput() {
		noClasses().that()
			.resideInAnyPackage(IO_FREE)
			.should(dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.util.concurrent..")))
			.orShould(dependOnClassesThat(resideInAPackage("java.net").and(isNoAddress())))
			.orShould(dependOnClassesThat(resideInAPackage("java.io").and(isNamed("File.*"))))
			.check(CLASSES);
		noClasses().that()
			.resideInAnyPackage(IO_FREE)
			.and()
			.resideOutsideOfPackage("dev.rtmpkit.flv")
			.should(dependOnClassesThat(resideInAPackage("java.nio.channels..")))
			.check(CLASSES);
	}

	@Test
	void onlyFlvSeesStreams() {
		noClasses().that(resideInAnyPackage(IO_FREE).and(resideOutsideOfPackages("dev.rtmpkit.flv")))
			.should(dependOnClassesThat(
					resideInAPackage("java.io").and(isNamed("(?!ByteArray).*(InputStream|OutputStream)"))))
			.check(CLASSES);
	}

	@Test
	void protocolHasNoThreadAndNoClock() {
		noClasses().that()
			.resideInAnyPackage(IO_FREE)
			.should()
			.dependOnClassesThat()
			.areAssignableTo(Thread.class)
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(System.class, "nanoTime")
			.orShould()
			.callMethod(Instant.class, "now")
			.check(CLASSES);
	}

	@Test
	void packagesFormNoCycle() {
		slices().matching("dev.rtmpkit.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	/** One package is one slice above: what lies in it must not become a knot again. */
	@ParameterizedTest
	@ValueSource(strings = { "dev.rtmpkit.internal.connection", "dev.rtmpkit.internal.publish" })
	void classesFormNoCycle(String name) {
		slices().assignedFrom(topLevelClassesOf(name)).should().beFreeOfCycles().check(CLASSES);
	}

	private static SliceAssignment topLevelClassesOf(String name) {
		return new SliceAssignment() {

			@Override
			public String getDescription() {
				return "the top-level classes of " + name;
			}

			@Override
			public SliceIdentifier getIdentifierOf(JavaClass type) {
				return (type.getPackageName().equals(name)) ? SliceIdentifier.of(topLevel(type).getName())
						: SliceIdentifier.ignore();
			}

			private JavaClass topLevel(JavaClass type) {
				return type.getEnclosingClass().map(this::topLevel).orElse(type);
			}

		};
	}

	/** No type of the public ring shows one of the internal ring or of Netty. */
	@Test
	void publicSignaturesShowNeitherInternalsNorNetty() {
		List<String> shown = new ArrayList<>();
		for (JavaClass type : CLASSES) {
			if (isVisible(type)) {
				hidden(type.getAllInvolvedRawTypes()).forEach((hidden) -> shown.add(type.getName() + ": " + hidden));
				for (JavaMember member : type.getMembers()) {
					if (isVisible(member)) {
						hidden(member.getAllInvolvedRawTypes())
							.forEach((hidden) -> shown.add(member.getFullName() + ": " + hidden));
					}
				}
			}
		}
		assertThat(shown).isEmpty();
	}

	private static boolean isVisible(JavaClass type) {
		return !type.getPackageName().contains(".internal.") && type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(ArchitectureTests::isVisible).orElse(true);
	}

	private static boolean isVisible(JavaMember member) {
		return member.getModifiers().contains(JavaModifier.PUBLIC)
				|| member.getModifiers().contains(JavaModifier.PROTECTED);
	}

	private static List<String> hidden(Set<JavaClass> types) {
		return types.stream()
			.filter((type) -> type.getPackageName().contains(".internal")
					|| type.getPackageName().startsWith("io.netty"))
			.map(JavaClass::getName)
			.toList();
	}

	@Test
	void publicTypesAreListed() throws IOException {
		List<String> listed = Files
			.readAllLines(Path.of("src", "test", "resources", "dev", "rtmpkit", "public-types.txt"));
		List<String> found = CLASSES.stream()
			.filter(ArchitectureTests::isVisible)
			.map((type) -> type.getName().replace('$', '.'))
			.sorted()
			.toList();
		assertThat(found).as("each new public type is a decision: list it in public-types.txt, or hide it")
			.isEqualTo(listed);
	}

	private static Stream<String> packages() {
		return ARROWS.keySet().stream();
	}

	private static Map<String, List<String>> arrows() {
		Map<String, List<String>> arrows = new LinkedHashMap<>();
		arrows.put(ROOT, List.of());
		arrows.put("dev.rtmpkit.amf", in("", "text"));
		arrows.put("dev.rtmpkit.media", in("", ".amf", "amf", "text"));
		arrows.put("dev.rtmpkit.flv", in("", ".amf", ".media", "amf", "media"));
		arrows.put("dev.rtmpkit.mp4", in("", ".media", "media", "mp4"));
		arrows.put("dev.rtmpkit.stream", in("", ".amf", ".media", "text"));
		arrows.put("dev.rtmpkit.publish", in("", ".amf", ".media", ".stream", "text"));
		arrows.put("dev.rtmpkit.record", in("", ".media", ".flv", ".stream", "text", "media", "slf4j"));
		arrows.put("dev.rtmpkit.client", in("", ".amf", ".media", ".publish", "amf", "text", "wire.handshake",
				"wire.chunk", "wire.message", "session.auth", "stream", "javax", "netty", "slf4j"));
		arrows.put("dev.rtmpkit.server", in("", ".stream", ".publish", "session", "session.auth", "guard", "text",
				"thread", "stream", "publish", "connection", "javax", "slf4j"));
		arrows.put("dev.rtmpkit.internal.text", in(""));
		arrows.put("dev.rtmpkit.internal.amf", in("", ".amf", "text"));
		arrows.put("dev.rtmpkit.internal.media", in("", ".amf", ".media", "amf"));
		arrows.put("dev.rtmpkit.internal.mp4", in("", ".media", "media"));
		arrows.put("dev.rtmpkit.internal.wire.handshake", in("", "crypto"));
		arrows.put("dev.rtmpkit.internal.wire.chunk", in(""));
		arrows.put("dev.rtmpkit.internal.wire.message", in("", ".amf", ".publish", "amf", "wire.chunk"));
		arrows.put("dev.rtmpkit.internal.session.auth", in("", ".publish", "text", "crypto"));
		arrows.put("dev.rtmpkit.internal.session",
				in("", ".amf", ".media", ".publish", "text", "amf", "media", "wire.message", "session.auth"));
		arrows.put("dev.rtmpkit.internal.stream", in("", ".amf", ".media", ".stream", "text", "media", "guard"));
		arrows.put("dev.rtmpkit.internal.thread", in());
		arrows.put("dev.rtmpkit.internal.guard", in("", ".stream", ".publish", "text", "slf4j", "crypto"));
		arrows.put("dev.rtmpkit.internal.publish", in("", ".media", ".stream", ".publish", "text", "wire.message",
				"session", "session.auth", "stream", "thread", "guard", "slf4j"));
		arrows.put("dev.rtmpkit.internal.connection",
				in("", ".amf", ".media", ".stream", ".publish", "text", "amf", "wire.handshake", "wire.chunk",
						"wire.message", "session", "session.auth", "stream", "thread", "guard", "publish", "javax",
						"netty", "slf4j"));
		return arrows;
	}

	/**
	 * Name packages: of the public ring with a leading dot, of the internal one without.
	 */
	private static List<String> in(String... names) {
		Map<String, String> libraries = Map.of("crypto", "javax.crypto..", "javax", "javax.net.ssl..", "netty",
				"io.netty..", "slf4j", "org.slf4j..");
		return Arrays.stream(names).map((name) -> libraries.getOrDefault(name, inner(name))).toList();
	}

	private static String inner(String name) {
		return (name.isEmpty() || name.startsWith(".")) ? ROOT + name : ROOT + ".internal." + name;
	}

	private static DescribedPredicate<JavaClass> isNoAddress() {
		return DescribedPredicate.not(isNamed("Inet.*Address|SocketAddress|URI|URLDecoder|URLEncoder"));
	}

	private static DescribedPredicate<JavaClass> isNamed(String pattern) {
		return DescribedPredicate.describe("are named " + pattern, (type) -> type.getSimpleName().matches(pattern));
	}

}
