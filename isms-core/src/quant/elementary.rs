//! exp, ln and the quantile of the normal distribution in plain arithmetic, so that every machine, and every width of
//! vector on it, gives the same bits: no library of the platform, and here no fused multiply-add, which some lack.
//!
//! Each function is written for one value without branches, so that the compiler makes vectors of it over a slice; what
//! values are drawn by is written once more for vectors, and less exactly, in `wide.rs`. The coefficients are minimax fits of our own
//! (least squares at Chebyshev points, weights after Lawson, in seventy decimal digits). The reductions are those of Cody and Waite, *Software Manual for the Elementary Functions* (1980);
//! the quantile has the form of Wichura, *Algorithm AS 241* (1988): one rational function in the middle, another of
//! √(−ln p) in the tails.

mod bits;
mod wide;

pub(crate) use bits::{BITS, bits, which};
pub(crate) use wide::{exp_with, lognormal_quantile_with, normal_quantile_with};

/// 3 · 2⁵¹: what is added to it is rounded to a whole number, found in the low bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// 2⁵² + 1023: turns the bits of an exponent into a number.
const EXPONENT_BIAS: f64 = 4_503_599_627_371_519.0;
/// ln 2 in two parts; the first has 21 bits, so that its product with an exponent is exact.
const LN_2_HIGH: f64 = 0.693_147_182_464_599_6;
const LN_2_LOW: f64 = -1.904_654_299_957_768e-9;
/// Between them e^x neither overflows nor loses digits.
const EXP_RANGE: (f64, f64) = (-708.0, 709.0);

/// Beyond this distance from the middle the quantile is one of the tails.
const CENTRE: f64 = 0.48;
/// Where the rational function of the tails has its origin.
const TAIL_ORIGIN: f64 = 1.75;

/// (e^x − 1 − x) ÷ x², to 4 · 10⁻¹⁸ of e^x.
const EXP: [f64; 10] = [
    0.500_000_000_000_001_1,
    0.166_666_666_666_664_27,
    0.041_666_666_666_528_886,
    0.008_333_333_333_484_589,
    0.001_388_888_894_388_849_7,
    0.000_198_412_695_266_333_73,
    2.480_149_288_584_868e-5,
    2.755_756_976_846_072e-6,
    2.763_030_974_791_085e-7,
    2.500_492_113_963_036_6e-8,
];
/// (ln((1 + s) ÷ (1 − s)) ÷ s − 2) ÷ s², as a polynomial in s².
const LN: [f64; 7] = [
    0.666_666_666_666_673_4,
    0.399_999_999_994_142,
    0.285_714_287_424_881_4,
    0.222_221_985_630_287_67,
    0.181_835_648_591_942_12,
    0.153_140_365_853_241_06,
    0.147_960_938_780_153_12,
];
/// The quantile of p over p − ½, as a rational function of p · (1 − p).
const CENTRE_NUMERATOR: [f64; 10] = [
    7.083_698_902_306_325,
    7_484.169_805_543_26,
    1_624_579.398_185_35,
    117_665_980.351_027_37,
    3_388_459_728.296_74,
    41_242_930_125.783_65,
    209_663_139_047.998_3,
    405_934_021_558.117_1,
    234_614_608_470.319_15,
    18_325_691_195.859_077,
];
const CENTRE_DENOMINATOR: [f64; 10] = [
    1.0,
    1_289.015_411_999_146_4,
    326_000.550_969_203_3,
    27_329_627.918_938_3,
    918_978_942.111_538_4,
    13_344_059_331.489_124,
    84_092_348_143.803_01,
    216_333_119_693.031_46,
    192_431_174_573.606_8,
    37_987_108_979.169_04,
];
/// The quantile of 1 − p, as a rational function of √(−ln p).
const TAIL_NUMERATOR: [f64; 10] = [
    1.677_006_326_292_901_1,
    5.009_448_554_395_775,
    5.999_360_250_193_601,
    3.840_137_552_463_492,
    1.439_168_765_837_210_5,
    0.319_435_176_471_950_97,
    0.040_336_867_679_284_54,
    0.002_654_282_656_378_414,
    7.789_449_177_157_025e-5,
    7.278_286_273_031_237e-7,
];
const TAIL_DENOMINATOR: [f64; 10] = [
    1.0,
    1.988_769_852_054_620_6,
    1.652_206_307_531_924_7,
    0.735_007_492_444_380_9,
    0.184_827_311_300_998_86,
    0.025_540_679_135_567_443,
    0.001_783_780_196_127_801,
    5.418_053_420_553_710_5e-5,
    5.146_482_932_672_646e-7,
    9.916_376_825_690_629e-15,
];
/// The share of the normal distribution beyond x over its density at x, from 0 to 38.
const MILLS_NUMERATOR: [f64; 10] = [
    0.499_999_999_999_999_94,
    0.774_700_982_667_464_3,
    0.593_801_592_254_242_3,
    0.289_161_639_396_235_8,
    0.097_624_309_644_940_32,
    0.023_600_051_400_849_58,
    0.004_084_689_493_198_517_5,
    0.000_489_769_533_248_488,
    3.719_753_788_524_056e-5,
    1.383_304_223_716_537e-6,
];
const MILLS_DENOMINATOR: [f64; 11] = [
    1.0,
    2.347_286_526_137_783_5,
    2.560_466_863_494_742_7,
    1.713_598_514_816_938,
    0.781_556_878_951_454_2,
    0.254_760_160_287_546_83,
    0.060_377_291_860_917_15,
    0.010_332_038_565_418_83,
    0.001_231_137_589_780_085_2,
    9.324_040_020_756_373e-5,
    3.467_429_479_595_285_4e-6,
];

/// c₀ + c₁ x + c₂ x² + …
#[inline(always)]
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    let [lower @ .., highest] = coefficients else { return 0.0 };
    lower.iter().rev().fold(*highest, |sum, coefficient| sum * x + coefficient)
}

/// e^x to one unit in the last place. Below −708 and above 709 it stays as it is there.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let (lowest, highest) = EXP_RANGE;
    let x = if x > lowest { x } else { lowest };
    let x = if x < highest { x } else { highest };
    let shifted = x * std::f64::consts::LOG2_E + ROUNDER;
    let whole = shifted - ROUNDER;
    let rest = (x - whole * LN_2_HIGH) - whole * LN_2_LOW;
    let near_one = 1.0 + (rest + rest * rest * polynomial(&EXP, rest));
    let power_of_two = f64::from_bits(1.0_f64.to_bits().wrapping_add(shifted.to_bits() << 52));
    near_one * power_of_two
}

/// ln x of a positive normal number to one unit in the last place.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    const ROOT_OF_HALF: u64 = std::f64::consts::FRAC_1_SQRT_2.to_bits();
    const ONE: u64 = 1.0_f64.to_bits();
    const FRACTION: u64 = (1 << 52) - 1;
    // x is 2^exponent times a number from √½ to √2.
    let bits = x.to_bits().wrapping_add(ONE - ROOT_OF_HALF);
    let exponent = f64::from_bits((bits >> 52) | 0x4330_0000_0000_0000) - EXPONENT_BIAS;
    let f = f64::from_bits((bits & FRACTION) + ROOT_OF_HALF) - 1.0;
    // ln(1 + f) = 2s + s · r, and 2s = f − s · f: in this form only corrections are rounded.
    let s = f / (2.0 + f);
    let r = s * s * polynomial(&LN, s * s);
    let half = 0.5 * f * f;
    exponent * LN_2_HIGH - ((half - (s * (half + r) + exponent * LN_2_LOW)) - f)
}

/// The quantile of the standard normal distribution at a probability in the middle, from 0.02 to 0.98.
#[inline(always)]
fn central_quantile(p: f64) -> f64 {
    let product = p * (1.0 - p);
    (p - 0.5) * polynomial(&CENTRE_NUMERATOR, product) / polynomial(&CENTRE_DENOMINATOR, product)
}

/// How far out the quantile lies that has the probability `beyond` beyond it, at most 0.02.
#[inline(always)]
fn tail_quantile(beyond: f64) -> f64 {
    let x = (-ln(beyond)).sqrt() - TAIL_ORIGIN;
    polynomial(&TAIL_NUMERATOR, x) / polynomial(&TAIL_DENOMINATOR, x)
}

/// The quantile of the standard normal distribution, to 10⁻¹⁵ of it, for a probability above 0 and below 1.
///
/// ```
/// use isms_core::quant::elementary::normal_quantile;
/// assert!((normal_quantile(0.95) - 1.6448536269514722).abs() < 1e-15);
/// ```
#[inline(always)]
pub fn normal_quantile(p: f64) -> f64 {
    if (p - 0.5).abs() <= CENTRE {
        central_quantile(p)
    } else if p < 0.5 {
        -tail_quantile(p)
    } else {
        tail_quantile(1.0 - p)
    }
}

/// The share of the standard normal distribution above `z`, to 10⁻¹² of it down to 10⁻³⁰⁰; below, it stays there.
///
/// ```
/// use isms_core::quant::elementary::normal_above;
/// assert!((normal_above(1.6448536269514722) - 0.05).abs() < 1e-16);
/// ```
#[inline(always)]
pub fn normal_above(z: f64) -> f64 {
    let x = if z.abs() < 38.0 { z.abs() } else { 38.0 };
    let beyond = exp(-0.5 * x * x) * polynomial(&MILLS_NUMERATOR, x) / polynomial(&MILLS_DENOMINATOR, x);
    if z >= 0.0 { beyond } else { 1.0 - beyond }
}

/// The density of the standard normal distribution at `z`.
#[inline(always)]
pub fn normal_density(z: f64) -> f64 {
    const AT_THE_MIDDLE: f64 = 0.398_942_280_401_432_7;
    AT_THE_MIDDLE * exp(-0.5 * z * z)
}

/// −ln(1 − u), the quantile of the exponential distribution, to some units in the last place: what rounding took from
/// 1 − u is put back by the slope of the logarithm.
///
/// ```
/// use isms_core::quant::elementary::exponential_quantile;
/// assert!((exponential_quantile(1e-20) / 1e-20 - 1.0).abs() < 1e-15);
/// ```
#[inline(always)]
pub fn exponential_quantile(u: f64) -> f64 {
    let rest = 1.0 - u;
    let lost = u - (1.0 - rest);
    lost / rest - ln(rest)
}

/// Each value to its natural logarithm.
#[inline(always)]
pub fn ln_in_place(values: &mut [f64]) {
    for value in values {
        *value = ln(*value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many numbers lie between two of the same sign.
    fn ulps(found: f64, wanted: f64) -> u64 {
        found.to_bits().abs_diff(wanted.to_bits())
    }

    #[test]
    fn exp_and_ln_are_within_one_unit_in_the_last_place() {
        // The library of the platform errs by less than one unit itself.
        let mut worst = (0, 0);
        for i in -700_000..700_000_i32 {
            let x = f64::from(i) * 1.000_37e-3;
            worst.0 = worst.0.max(ulps(exp(x), x.exp()));
            let y = (f64::from(i) * 9.13e-4).exp();
            worst.1 = worst.1.max(ulps(ln(y), y.ln()));
            let near_one = 1.0 + f64::from(i) * 1e-7;
            worst.1 = worst.1.max(ulps(ln(near_one), near_one.ln()));
        }
        assert!(worst <= (1, 1), "{worst:?}");
        assert_eq!((exp(0.0), ln(1.0), exp(-1e9) > 0.0, exp(1e9) < f64::INFINITY), (1.0, 0.0, true, true));
    }

    #[test]
    fn the_quantile_agrees_with_fifty_digits() {
        // mpmath 1.3: the root of erfc(x / √2) / 2 = 1 − p.
        for (p, wanted) in [
            (1e-300, -37.0470962993612),
            (1e-100, -21.273453560965326),
            (1e-16, -8.222082216130435),
            (1e-09, -5.9978070150076865),
            (0.0001, -3.7190164854556804),
            (0.0199, -2.055818646612404),
            (0.0201, -2.0516879352986974),
            (0.1, -1.2815515655446004),
            (0.25, -0.6744897501960817),
            (0.4999, -0.00025066283008800747),
            (0.75, 0.6744897501960817),
            (0.9, 1.2815515655446006),
            (0.95, 1.6448536269514722),
            (0.975, 1.9599639845400538),
            (0.979, 2.0335201492530506),
            (0.981, 2.0748547343933095),
            (0.999, 3.090232306167813),
            (0.999999, 4.753424308817087),
        ] {
            let found = normal_quantile(p);
            assert!((found / wanted - 1.0).abs() < 1.5e-15, "{p}: {found} {wanted}");
        }
        assert_eq!(normal_quantile(0.5), 0.0);
    }

    #[test]
    fn logarithms_of_many_are_those_of_each() {
        let values: Vec<f64> = (1..1_000).map(|i| f64::from(i) * 0.37).collect();
        let mut logs = values.clone();
        ln_in_place(&mut logs);
        assert!(logs.iter().zip(values).all(|(log, x)| log.to_bits() == ln(x).to_bits()));
    }

    #[test]
    fn the_exponential_quantile_keeps_its_digits() {
        for i in 1..2_000 {
            let u = (-f64::from(i) * 0.02).exp();
            for u in [u, 1.0 - u] {
                if u < 1.0 {
                    let wanted = -(-u).ln_1p();
                    assert!((exponential_quantile(u) / wanted - 1.0).abs() < 1e-15, "{u}");
                }
            }
        }
    }

    #[test]
    fn the_share_above_agrees_with_scipy() {
        // scipy 1.17.1: stats.norm.sf.
        for (z, wanted) in [
            (-3.0, 0.9986501019683699),
            (-0.5, 0.6914624612740131),
            (0.0, 0.5),
            (0.1, 0.460172162722971),
            (1.0, 0.15865525393145707),
            (1.5, 0.06680720126885807),
            (2.0, 0.022750131948179195),
            (3.5, 0.00023262907903552502),
            (6.0, 9.865876450376946e-10),
            (10.0, 7.61985302416047e-24),
            (20.0, 2.7536241186061556e-89),
            (36.0, 4.182624065796808e-284),
        ] {
            assert!((normal_above(z) / wanted - 1.0).abs() < 1e-12, "{z}: {}", normal_above(z));
        }
        assert!(normal_above(f64::INFINITY) < 1e-300 && normal_above(f64::NEG_INFINITY) == 1.0);
    }

    #[test]
    fn the_quantile_rises() {
        let mut before = f64::NEG_INFINITY;
        for i in 1..200_000 {
            let x = normal_quantile(f64::from(i) / 200_000.0);
            assert!(x > before, "{i}");
            before = x;
        }
    }
}
