//! Areas: where a rule applies, a district answers, a site lies. `pk/kp/shangla`: a country and the parts that
//! people divide it into, in lower case.
//!
//! A misspelt area would put a movement out of its rules' reach, so the first part must be a country there is.

use crate::Word;

/// The officially assigned two-letter codes of ISO 3166-1, in lower case.
const COUNTRIES: &str = "\
    ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz \
    ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo \
    fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je \
    jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo \
    mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw \
    py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm \
    tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

/// Whether a word is an area.
#[must_use]
pub fn is_area(word: &Word) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let mut parts = word.as_str().split('/');
    let country = parts.next().unwrap_or_default();
    COUNTRIES.split_ascii_whitespace().any(|code| code == country) && parts.all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_begins_with_a_country_and_is_in_lower_case() {
        let is = |text: &str| is_area(&text.parse().unwrap());
        for area in ["pk", "pk/kp/upper-kohistan", "bf", "cd/nord-kivu"] {
            assert!(is(area), "{area}");
        }
        for wrong in ["PK/punjab", "pak/punjab", "pk/", "pk//kp", "pk/Punjab", "punjab", "xx", "/pk"] {
            assert!(!is(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_countries_are_those_of_the_standard_in_number_and_order() {
        let codes: Vec<&str> = COUNTRIES.split_ascii_whitespace().collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted());
        assert!(codes.iter().all(|code| code.len() == 2));
    }
}
