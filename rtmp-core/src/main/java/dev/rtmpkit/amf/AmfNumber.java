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

package dev.rtmpkit.amf;

/**
 * A number (AMF0, 2.2), or an integer or double of AMF3 (3.6 and 3.7), whose difference
 * is only how they are written.
 *
 * @param value the number, which may be infinite or not a number
 */
public record AmfNumber(double value) implements AmfValue {

}
