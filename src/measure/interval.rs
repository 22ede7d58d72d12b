//! How far a figure could lie elsewhere if next year's deals were drawn like these:
//! 95 percent intervals in closed form.

/// The quantile of the normal distribution that leaves 2.5 percent on either side.
const Z: f64 = 1.959_963_984_540_054;

/// The Wilson score interval of a share, as fractions of 1; 0 to 1 where there is
/// nothing to count. Unlike the usual approximation it holds for small counts and
/// near 0 and 1 (Wilson 1927; Brown, Cai and DasGupta 2001).
pub(super) fn wilson(hits: u64, of: u64) -> [f64; 2] {
    if of == 0 {
        return [0.0, 1.0];
    }
    let n = of as f64;
    let p = hits as f64 / n;
    let z2 = Z * Z;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    [(centre - half).max(0.0), (centre + half).min(1.0)]
}

/// The ranks, from 0, between which the median lies: those of the order statistics
/// n/2 - z sqrt(n)/2 and 1 + n/2 + z sqrt(n)/2, rounded outwards and kept within what
/// there is.
pub(super) fn median_ranks(n: usize) -> [usize; 2] {
    let half = n as f64 / 2.0;
    let reach = Z * (n as f64).sqrt() / 2.0;
    let low = (half - reach).floor().max(1.0) as usize - 1;
    let high = (half + reach).ceil() as usize;
    [low, high.min(n.saturating_sub(1))]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From R: binom::binom.confint(hits, of, methods = "wilson").
    #[test]
    fn wilson_is_as_in_other_tools() {
        for (hits, of, low, high) in [
            (53, 67, 0.678_82, 0.871_16),
            (0, 30, 0.0, 0.113_51),
            (30, 30, 0.886_49, 1.0),
            (1, 2, 0.094_53, 0.905_47),
        ] {
            let [a, b] = wilson(hits, of);
            assert!((a - low).abs() < 5e-4 && (b - high).abs() < 5e-4, "{hits}/{of}: {a} {b}");
        }
        assert_eq!(wilson(0, 0), [0.0, 1.0]);
    }

    /// The chance that the median lies between two order statistics is a sum of
    /// binomial coefficients: it must be 95 percent or more.
    #[test]
    fn the_median_is_covered() {
        for n in 6..200_usize {
            let [low, high] = median_ranks(n);
            let mut weight = vec![0.0_f64; n + 1];
            weight[0] = 0.5_f64.powi(n as i32);
            for k in 1..=n {
                weight[k] = weight[k - 1] * (n - k + 1) as f64 / k as f64;
            }
            // More than `low` and at most `high` of n values lie below the median.
            let covered: f64 = weight[low + 1..=high].iter().sum();
            assert!(covered >= 0.95, "{n}: ranks {low} to {high} cover {covered}");
            // With one value less at either end, one percent and more lie beyond it.
            let (below, above) = (weight[..=low + 1].iter(), weight[high..].iter());
            let beyond: [f64; 2] = [below.sum(), above.sum()];
            assert!(n < 20 || beyond.iter().all(|part| *part > 0.01), "{n}: {beyond:?}");
        }
        assert_eq!(median_ranks(1), [0, 0]);
    }
}
