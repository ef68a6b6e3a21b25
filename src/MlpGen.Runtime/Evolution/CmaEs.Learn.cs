using System.Runtime.CompilerServices;
using MlpGen.Numerics;
using MlpGen.Training;

namespace MlpGen.Evolution;

public sealed partial class CmaEs<T>
{
    private protected override void Learn(Ranking ranking)
    {
        Draw();
        double scale = MoveMean(ranking);
        bool isPathShort = MoveStepSize();
        MoveCovariance(ranking, scale, isPathShort);
        _isDrawn = false;
        if (Generation + 1 - _decomposed >= _constants.DecompositionInterval)
        {
            _covariance.Decompose(_options.MaxCondition);
            _decomposed = Generation + 1;
        }

        _record.Add(ranking.Best, ranking.Median);
        _stop = (int)ReasonToStop(ranking);
    }

    /// <summary>m ← m + σ·ȳ. Members without a finite loss are no parents, whose weights are scaled up then.</summary>
    /// <returns>What the parents' weights are multiplied by.</returns>
    private double MoveMean(Ranking ranking)
    {
        int parents = Math.Min(_constants.Parents, ranking.Finite);
        double sum = 0;
        for (int i = 0; i < parents; i++)
        {
            sum += _constants.Weights[i];
        }

        double scale = parents == _constants.Parents ? 1 : 1 / sum;
        _standardMean.AsSpan().Clear();
        _stepMean.AsSpan().Clear();
        for (int i = 0; i < parents; i++)
        {
            double weight = scale * _constants.Weights[i];
            GradientSum.Add(_standardMean, StandardOf(ranking.Order[i]), weight);
            GradientSum.Add(_stepMean, StepOf(ranking.Order[i]), weight);
        }

        for (int i = 0; i < _mean.Length; i++)
        {
            _mean[i] += _stepSize * _stepMean[i];
            _roundedMean[i] = T.CreateTruncating(_mean[i]);
        }

        return scale;
    }

    /// <summary>p_σ and σ.</summary>
    /// <returns>h_σ: whether p_σ is not so long that the other path had better wait.</returns>
    private bool MoveStepSize()
    {
        double c = _constants.CSigma;
        _covariance.Turn(_standardMean, _turned);
        GradientSum.Set<double>(_stepPath, _stepPath, 1 - c);
        GradientSum.Add<double>(_stepPath, _turned, Math.Sqrt(c * (2 - c) * _constants.MuEff));
        double length = Math.Sqrt(DotProduct.Of<double>(_stepPath, _stepPath)) / _constants.ExpectedNorm;
        _stepSize *= ReproducibleMath.Exp(c / _constants.DSigma * (length - 1));

        // What p_σ is expected to be when it begins at 0.
        double grown = Math.Sqrt(1 - ReproducibleMath.Power(1 - c, 2 * (Generation + 1L)));
        return length / grown < 1.4 + 2.0 / (ParameterCount + 1);
    }

    /// <summary>p_c and C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MoveCovariance(Ranking ranking, double scale, bool isPathShort)
    {
        int n = ParameterCount;
        double c = _constants.CC;
        GradientSum.Set<double>(_covariancePath, _covariancePath, 1 - c);
        if (isPathShort)
        {
            GradientSum.Add<double>(_covariancePath, _stepMean, Math.Sqrt(c * (2 - c) * _constants.MuEff));
        }

        double sum = 0;
        for (int i = 0; i < MemberCount; i++)
        {
            int member = ranking.Order[i];
            double weight = _constants.Weights[i], own = weight;
            if (i < _constants.Parents)
            {
                own = weight = i < ranking.Finite ? scale * weight : 0;
            }
            else if (weight < 0)
            {
                own *= n / DotProduct.Of(StandardOf(member), StandardOf(member));
            }

            sum += weight;
            _vectorWeights[i] = _constants.CMu * own;
            StepOf(member).CopyTo(_vectors.AsSpan(i * n, n));
        }

        _vectorWeights[MemberCount] = _constants.C1;
        _covariancePath.CopyTo(_vectors, MemberCount * n);
        double lost = isPathShort ? 0 : c * (2 - c);
        _covariance.Update(1 + _constants.C1 * lost - _constants.C1 - _constants.CMu * sum, _vectorWeights, _vectors);
    }

    private SearchStop ReasonToStop(Ranking ranking) =>
        ranking.Worst - ranking.Best <= _options.LossTolerance && _record.AreEqual(_options.LossTolerance) ? SearchStop.LossesEqual
        : AreStepsTiny() ? SearchStop.StepsTiny
        : AreStepsHuge() ? SearchStop.StepsHuge
        : _covariance.Condition > _options.MaxCondition ? SearchStop.IllConditioned
        : HaveStepsNoEffect() ? SearchStop.NoEffect
        : _options.StopAtStagnation && _record.IsStagnant() ? SearchStop.Stagnation
        : SearchStop.None;

    private bool AreStepsTiny()
    {
        double least = _options.StepTolerance * _options.StepSize;
        for (int i = 0; i < _mean.Length; i++)
        {
            if (Deviation(i) >= least || _stepSize * Math.Abs(_covariancePath[i]) >= least)
            {
                return false;
            }
        }

        return true;
    }

    private bool AreStepsHuge()
    {
        foreach (double length in _covariance.Lengths)
        {
            if (!(_stepSize * length <= 1e4 * _options.StepSize))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A tenth of an axis, another one each generation, changes no parameter; or a fifth of its deviation not a certain one.</summary>
    private bool HaveStepsNoEffect()
    {
        int axis = Generation % ParameterCount;
        double tenth = 0.1 * _stepSize * _covariance.Lengths[axis];
        bool isAxisLost = true;
        for (int i = 0; i < _mean.Length; i++)
        {
            T mean = _roundedMean[i];
            if (T.CreateTruncating(_mean[i] + 0.2 * Deviation(i)) == mean && T.CreateTruncating(_mean[i] - 0.2 * Deviation(i)) == mean)
            {
                return true;
            }

            isAxisLost &= T.CreateTruncating(_mean[i] + tenth * _covariance.Axis(axis)[i]) == mean;
        }

        return isAxisLost;
    }
}
